function Write-MonitorPasso {
    # What an installation is doing, for the person who watches: the information stream, never the output.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true, Position = 0)] [string] $Texto)
    Write-Information -MessageData $Texto -InformationAction Continue
}
