function Suspend-MonitorTarefa {
    # Disables the tasks that are enabled, so that none starts the program while it is being replaced. Answers their
    # names as each is done, for Resume-MonitorTarefa.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] [hashtable] $Instalacao)
    foreach ($nome in $Instalacao.Tarefas) {
        $tarefa = Get-ScheduledTask -TaskName $nome -TaskPath '\' -ErrorAction Ignore | Select-Object -First 1
        if ($null -eq $tarefa -or "$($tarefa.State)" -in 'Disabled', '1') { continue }
        $null = Disable-ScheduledTask -TaskName $nome -TaskPath '\'
        $nome
    }
}
