function Get-MonitorTarefa {
    # The Scheduled Task that runs this configuration, or nothing: not Windows, not registered, not visible
    # to this account, or a task for another config.ini.
    [CmdletBinding()]
    param([string] $Config)
    $comando = Get-Command -Name Get-ScheduledTask -ErrorAction Ignore
    if ($null -eq $comando) { return $null }
    $tarefa = & $comando -TaskName 'MonitorRetornos' -TaskPath '\' -ErrorAction Ignore | Select-Object -First 1
    if ($null -eq $tarefa -or -not $Config) { return $tarefa }
    $argumentos = @($tarefa.Actions | ForEach-Object { "$($_.Arguments)" }) -join ' '
    if ($argumentos.IndexOf($Config, [System.StringComparison]::OrdinalIgnoreCase) -ge 0) { return $tarefa }
    $null
}
