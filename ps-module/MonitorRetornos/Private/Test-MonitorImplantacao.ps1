function Test-MonitorImplantacao {
    # The deployment check list beyond what 'verificar' sees.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [string] $Config
    )
    $status = Get-MonitorEstado -Cmdlet $Cmdlet -Config $Config
    $modulo = $MyInvocation.MyCommand.Module.Version
    New-MonitorVerificacao -Nome 'Versões' -Situacao $(if ($status.Versao -eq "$modulo") { 'ok' } else { 'falha' }) -Detalhe "programa $($status.Versao), módulo $modulo" `
        -ProximoPasso 'rode install.ps1 outra vez: ele atualiza os dois.'
    New-MonitorVerificacao -Nome 'Monitor em execução' -Situacao $(if ($status.EmExecucao) { 'ok' } else { 'falha' }) -Detalhe $status.Estado `
        -ProximoPasso 'Start-MonitorRetornos.'
    New-MonitorVerificacao -Nome 'Alertas ligados' -Situacao $(if ($status.Estado -ne 'desabilitado' -and $status.AlertaPorEmail -ne $false) { 'ok' } else { 'falha' }) `
        -Detalhe $(if ($status.AlertaPorEmail -eq $false) { 'alertas por e-mail desligados' } else { $status.Estado }) `
        -ProximoPasso 'ligue habilitado e alertar_por_email em [MONITORAMENTO_SERVIDOR], e habilitado em [EMAIL].'
    New-MonitorVerificacao -Nome 'E-mails em dia' -Situacao $(if ($status.EmailsNaFila -eq 0 -and $status.EmailsRecusados -eq 0) { 'ok' } else { 'falha' }) `
        -Detalhe "$($status.EmailsNaFila) na fila, $($status.EmailsRecusados) recusado(s)" -ProximoPasso 'veja Get-MonitorLog -Texto email.'
    $log = [string]$status.ArquivoLog
    New-MonitorVerificacao -Nome 'Log sendo escrito' -Situacao $(if ([System.IO.File]::Exists($log)) { 'ok' } else { 'falha' }) -Detalhe $log `
        -ProximoPasso 'confira arquivo_log em [LOGS] e a permissão da pasta.'
}
