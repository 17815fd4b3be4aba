function Copy-MonitorPasta {
    # Makes a folder equal to that of the package: what is not in it any more goes away.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $De, [Parameter(Mandatory = $true)] [string] $Para)
    $De = [System.IO.Path]::GetFullPath($De)
    $null = [System.IO.Directory]::CreateDirectory($Para)
    $quero = [System.Collections.Generic.HashSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
    foreach ($arquivo in [System.IO.Directory]::GetFiles($De, '*', 'AllDirectories')) {
        $relativo = $arquivo.Substring($De.Length).TrimStart('\', '/')
        $null = $quero.Add($relativo)
        Copy-MonitorArquivo -De $arquivo -Para ([System.IO.Path]::Combine($Para, $relativo))
    }
    foreach ($arquivo in [System.IO.Directory]::GetFiles($Para, '*', 'AllDirectories')) {
        if (-not $quero.Contains($arquivo.Substring($Para.Length).TrimStart('\', '/'))) { [System.IO.File]::Delete($arquivo) }
    }
}
