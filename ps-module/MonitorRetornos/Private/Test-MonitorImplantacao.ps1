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
    if ($status.Notificacoes -eq $false) {
        New-MonitorVerificacao -Nome 'Notificações' -Situacao 'pulado' -Detalhe 'desligadas em [NOTIFICACOES]' -ProximoPasso 'ligue habilitado em [NOTIFICACOES], se as quer.'
    }
    else {
        $pasta = [System.IO.Path]::Combine([string]$status.PastaDados, 'notificacoes')
        $ha = [System.IO.Directory]::Exists($pasta)
        New-MonitorVerificacao -Nome 'Notificações' -Situacao $(if ($ha) { 'ok' } else { 'falha' }) -Detalhe $(if ($ha) { $pasta } else { "não existe: $pasta" }) `
            -ProximoPasso 'rode install.ps1 outra vez: ele cria a pasta, que todos podem ler.'
        if ($null -ne (Get-Command -Name Get-ScheduledTask -ErrorAction Ignore)) {
            $tarefa = Get-ScheduledTask -TaskName 'MonitorRetornos-Notificacoes' -TaskPath '\' -ErrorAction Ignore | Select-Object -First 1
            $estado = if ($null -eq $tarefa) { 'não registrada, ou não visível a esta conta' } else { "$($tarefa.State)" }
            $argumentos = if ($null -ne $tarefa) { "$(@($tarefa.Actions)[0].Arguments)" } else { '' }
            $daqui = $argumentos.IndexOf([string]$status.PastaDados, [System.StringComparison]::OrdinalIgnoreCase) -ge 0
            if ($null -ne $tarefa -and -not $daqui) { $estado = "mostra as de outra pasta: $argumentos" }
            New-MonitorVerificacao -Nome 'Tarefa de notificações' -Situacao $(if ($daqui -and $estado -notin 'Disabled', '1') { 'ok' } else { 'falha' }) -Detalhe $estado `
                -ProximoPasso 'rode install.ps1 outra vez, sem -SemNotificacoes.'
        }
    }
    $log = [string]$status.ArquivoLog
    New-MonitorVerificacao -Nome 'Log sendo escrito' -Situacao $(if ([System.IO.File]::Exists($log)) { 'ok' } else { 'falha' }) -Detalhe $log `
        -ProximoPasso 'confira arquivo_log em [LOGS] e a permissão da pasta.'
}
