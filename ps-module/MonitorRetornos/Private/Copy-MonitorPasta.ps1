function Copy-MonitorPasta {
    # Makes a folder equal to that of the package: what is not in it any more goes away. With -So, only these files of it.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $De,
        [Parameter(Mandatory = $true)] [string] $Para,
        # Relative to -De, with '/'; none: all of them.
        [AllowEmptyCollection()] [string[]] $So = @()
    )
    $De = [System.IO.Path]::GetFullPath($De)
    $null = [System.IO.Directory]::CreateDirectory($Para)
    $quero = [System.Collections.Generic.HashSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
    foreach ($arquivo in [System.IO.Directory]::GetFiles($De, '*', 'AllDirectories')) {
        $relativo = $arquivo.Substring($De.Length).TrimStart('\', '/')
        if ($So.Count -gt 0 -and $So -notcontains $relativo.Replace('\', '/')) { Write-Warning -Message "'$arquivo' não é do pacote, e não foi instalado."; continue }
        $null = $quero.Add($relativo)
        Copy-MonitorArquivo -De $arquivo -Para ([System.IO.Path]::Combine($Para, $relativo))
    }
    foreach ($arquivo in [System.IO.Directory]::GetFiles($Para, '*', 'AllDirectories')) {
        if (-not $quero.Contains($arquivo.Substring($Para.Length).TrimStart('\', '/'))) { [System.IO.File]::Delete($arquivo) }
    }
}
