function Get-MonitorPacoteArquivo {
    # The files of a package, relative and with '/', as its SHA256SUMS.txt lists them; nothing where there is no list. What
    # somebody laid beside them is neither copied nor trusted.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] [string] $Origem)
    $somas = [System.IO.Path]::Combine($Origem, 'SHA256SUMS.txt')
    if (-not [System.IO.File]::Exists($somas)) { return }
    foreach ($linha in [System.IO.File]::ReadAllLines($somas)) { if ($linha -match '^[0-9a-fA-F]{64} [ *](.+)$') { $Matches[1] } }
}
