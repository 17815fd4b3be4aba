function Resume-MonitorTarefa {
    # Enables again what Suspend-MonitorTarefa disabled.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Nome)
    foreach ($uma in $Nome) { $null = Enable-ScheduledTask -TaskName $uma -TaskPath '\' -ErrorAction SilentlyContinue }
}
