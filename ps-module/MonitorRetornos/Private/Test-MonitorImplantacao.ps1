function Test-MonitorImplantacao {
    # The deployment check list beyond what 'verificar' sees.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [string] $Config
    )
    $status = Get-MonitorEstado -Cmdlet $Cmdlet -Config $Config
    $modulo = $MyInvocation.MyCommand.Module.Version
    New-MonitorVerificacao -Item 'Versões' -Aprovada ($status.Versao -eq "$modulo") -Detalhe "programa $($status.Versao), módulo $modulo" `
        -ProximoPasso 'rode install.ps1 outra vez: ele atualiza os dois.'
    New-MonitorVerificacao -Item 'Monitor em execução' -Aprovada $status.EmExecucao -Detalhe $status.Estado `
        -ProximoPasso 'Start-MonitorRetornos.'
    New-MonitorVerificacao -Item 'Alertas ligados' -Aprovada ($status.Estado -ne 'desabilitado' -and $status.AlertaPorEmail -ne $false) `
        -Detalhe $(if ($status.AlertaPorEmail -eq $false) { 'alertas por e-mail desligados' } else { $status.Estado }) `
        -ProximoPasso 'ligue habilitado e alertar_por_email em [MONITORAMENTO_SERVIDOR], e habilitado em [EMAIL].'
    New-MonitorVerificacao -Item 'E-mails em dia' -Aprovada ($status.EmailsNaFila -eq 0 -and $status.EmailsRecusados -eq 0) `
        -Detalhe "$($status.EmailsNaFila) na fila, $($status.EmailsRecusados) recusado(s)" -ProximoPasso 'veja Get-MonitorLog -Texto email.'
    $log = [string]$status.ArquivoLog
    New-MonitorVerificacao -Item 'Log sendo escrito' -Aprovada ([System.IO.File]::Exists($log)) -Detalhe $log `
        -ProximoPasso 'confira arquivo_log em [LOGS] e a permissão da pasta.'
}
