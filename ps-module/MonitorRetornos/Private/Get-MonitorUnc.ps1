function Get-MonitorUnc {
    # For X:\... on a network drive: the UNC that stands behind it, '' when it cannot be told; $null for local paths.
    # Drive letters belong to one logon session: a task that runs before anyone logs on never sees them.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Caminho)
    if ($Caminho -notmatch '^([A-Za-z]):(.*)$') { return $null }
    $letra = $Matches[1].ToUpperInvariant()
    $resto = $Matches[2].TrimEnd('\')
    $disco = Get-CimInstance -ClassName Win32_LogicalDisk -Filter "DeviceID='${letra}:'" -ErrorAction SilentlyContinue
    if ($null -ne $disco -and $disco.DriveType -ne 4) { return $null }
    if ($null -ne $disco -and $disco.ProviderName) { return "$($disco.ProviderName)$resto" }
    # An elevated session does not see the drives of the same person's desktop, only that they are kept.
    $ErrorActionPreference = 'Continue'
    $texto = (& 'reg.exe' query "HKCU\Network\$letra" /v RemotePath 2>&1 | ForEach-Object { "$_" }) -join "`n"
    if ($texto -match 'RemotePath\s+REG_SZ\s+(\\\\\S.*?)\s*$') { return "$($Matches[1])$resto" }
    ''
}
