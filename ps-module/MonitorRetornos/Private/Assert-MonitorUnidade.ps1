function Assert-MonitorUnidade {
    # Ends the calling command when a folder of this configuration lies on a network drive: its letter belongs to the
    # session that made it, and the monitor starts before anyone has logged on.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [Parameter(Mandatory = $true)] [string] $Config,
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string[]] $Linhas
    )
    foreach ($chave in 'pasta_retorno', 'pasta_processados', 'pasta_erro', 'pasta_dados') {
        $achada = Find-MonitorConfigLinha -Linhas $Linhas -Secao 'CAMINHOS' -Chave $chave
        if ($null -eq $achada -or -not $achada.Valor) { continue }
        $unc = Get-MonitorUnc -Caminho $achada.Valor
        if ($null -eq $unc) { continue }
        $conselho = if ($unc) { "escreva $chave = $unc" } else { "escreva o endereço \\SERVIDOR\COMPARTILHAMENTO\... que está por trás de $($achada.Valor.Substring(0, 2))" }
        $Cmdlet.ThrowTerminatingError((New-MonitorErro -Id 'UnidadeDeRede' -Categoria InvalidData -Alvo $achada.Valor `
                    -Mensagem "[CAMINHOS] $chave = $($achada.Valor), na linha $($achada.Indice + 1) de '$Config', fica numa unidade de rede. A letra só existe na sessão de quem a criou; o monitor inicia antes de alguém entrar e não a vê." `
                    -Proximo "nesse arquivo, $conselho."))
    }
}
