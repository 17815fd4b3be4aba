function Test-MonitorTarefa {
    # The Scheduled Task as a line of a check list.
    [CmdletBinding()]
    param([string] $Config)
    $tarefa = Get-MonitorTarefa -Config $Config
    $estado = if ($null -ne $tarefa) { "$($tarefa.State)" } else { 'não registrada, ou não visível a esta conta' }
    New-MonitorVerificacao -Nome 'Tarefa Agendada' -Situacao $(if ($null -ne $tarefa -and $estado -notin 'Disabled', '1') { 'ok' } else { 'falha' }) -Detalhe $estado `
        -ProximoPasso 'registre com Register-MonitorRetornos, ou habilite com Start-MonitorRetornos, num PowerShell de administrador.'
}
