function Move-MonitorSenha {
    # A password that stands in config.ini goes to the protected store, and out of the file.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Config,
        [Parameter(Mandatory = $true)] [string] $Conta,
        # SID or name that may read config.ini, empty for SYSTEM.
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Dono,
        # The file that was taken over, which keeps its password.
        [string] $Antigo
    )
    $escrita = Find-MonitorConfigLinha -Linhas (Read-MonitorConfig -Caminho $Config) -Secao 'EMAIL' -Chave 'senha'
    if ($null -eq $escrita -or -not $escrita.Valor) { return }
    Write-MonitorPasso 'Guardando a senha de e-mail que estava no config.ini...'
    $segredo = [System.Net.NetworkCredential]::new('', $escrita.Valor).SecurePassword
    $null = Set-MonitorCredencial -Senha $segredo -Config $Config -Conta $Conta -LimparConfig -Confirm:$false
    # Replacing the file must not have opened it.
    Set-MonitorAcesso -Caminho $Config -Conta $Dono -Direito Leitura
    if ($Antigo) { Write-Warning -Message "A senha continua em texto aberto no arquivo antigo: $Antigo" }
}
