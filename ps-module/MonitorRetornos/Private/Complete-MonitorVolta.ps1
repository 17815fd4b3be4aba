function Complete-MonitorVolta {
    # The new version did not come up: back to the one before, which is started, and the calling command ends with what
    # happened and where the log is.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [Parameter(Mandatory = $true)] [hashtable] $Instalacao,
        [Parameter(Mandatory = $true)] [hashtable] $Guardado,
        [Parameter(Mandatory = $true)] [hashtable] $Atualizacao,
        # Why it did not.
        [Parameter(Mandatory = $true)] [string] $Porque
    )
    $i = $Instalacao
    Write-MonitorPasso "A versão $($Atualizacao.Versao) não subiu; voltando à $($Guardado.Versao)..."
    try { $feito = @(Undo-MonitorAtualizacao -Instalacao $i -Guardado $Guardado -Atualizacao $Atualizacao) }
    catch {
        if ($_.FullyQualifiedErrorId -like 'AtualizacaoSemVolta*') {
            Write-Warning -Message "A versão $($Atualizacao.Versao) não subiu: $Porque"
            $Cmdlet.ThrowTerminatingError($_)
        }
        $Cmdlet.ThrowTerminatingError((New-MonitorErro -Id 'VoltaIncompleta' -Categoria ResourceBusy -Alvo $Guardado.Pasta -Causa $_.Exception `
                    -Mensagem "A versão $($Atualizacao.Versao) não subiu: $Porque A $($Guardado.Versao) não pôde ser posta inteira no lugar ($($_.Exception.GetBaseException().Message)); está guardada em '$($Guardado.Pasta)'." `
                    -Proximo 'feche o que usa o programa e rode install.ps1 de novo: o que ficou guardado continua a ser a versão a que ele volta.'))
    }
    $agora = $null
    try {
        $null = Start-MonitorRetornos -Config $i.Config -TempoLimiteSegundos $Atualizacao.Segundos -Confirm:$false -WarningAction SilentlyContinue
        $agora = Get-MonitorEstado -Cmdlet $Cmdlet -Config $i.Config
        $feito += "O monitor dela está rodando (processo $($agora.Pid))."
    }
    catch { $feito += "O monitor dela não deu sinal ainda ($($_.Exception.Message)); a tarefa tenta de novo a cada cinco minutos." }
    if (-not $Atualizacao.SemNotificacoes) { Start-ScheduledTask -TaskName $i.Tarefas[1] -TaskPath '\' -ErrorAction SilentlyContinue }
    try { [System.IO.Directory]::Delete($Guardado.Pasta, $true) } catch { Write-Verbose -Message "'$($Guardado.Pasta)' ficou: $_" }
    $log = if ($null -ne $agora -and $agora.ArquivoLog) { "$($agora.ArquivoLog)" } else { [System.IO.Path]::Combine((Get-MonitorPastaDados -Config $i.Config), 'logs') }
    $Cmdlet.ThrowTerminatingError((New-MonitorErro -Id 'AtualizacaoDesfeita' -Categoria OperationStopped -Alvo $i.Exe `
                -Mensagem "A versão $($Atualizacao.Versao) não subiu: $Porque $($feito -join ' ') Configuração e dados ficaram. O log: $log" `
                -Proximo 'veja o fim do log (Get-MonitorLog -Ultimas 30) e rode install.ps1 de novo quando o motivo estiver resolvido.'))
}
