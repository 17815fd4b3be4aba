function Resolve-MonitorCaminho {
    # A path as a person types it (relative, ~, a PSDrive) as a path of the file system; it need not exist.
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [Parameter(Mandatory = $true)] [string] $Caminho
    )
    $Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Caminho)
}
