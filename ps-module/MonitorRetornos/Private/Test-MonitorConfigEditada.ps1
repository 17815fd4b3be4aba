function Test-MonitorConfigEditada {
    # Whether the config.ini of a package is not as it came: SHA256SUMS.txt says how it came. Without that, it may be.
    [CmdletBinding()]
    [OutputType([bool])]
    param([Parameter(Mandatory = $true)] [string] $Origem)
    $somas = [System.IO.Path]::Combine($Origem, 'SHA256SUMS.txt')
    if (-not [System.IO.File]::Exists($somas)) { return $true }
    $linha = @([System.IO.File]::ReadAllLines($somas) | Where-Object { $_ -like '* ?config.ini' })
    if ($linha.Count -ne 1) { return $true }
    $linha[0].Split(' ')[0] -ne (Get-FileHash -LiteralPath ([System.IO.Path]::Combine($Origem, 'config.ini')) -Algorithm SHA256).Hash
}
