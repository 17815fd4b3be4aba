function Save-MonitorVisto {
    # The list of what this person has seen: the last 200, far more than a day of outages.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Caminho,
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [System.Collections.Generic.List[string]] $Vistos
    )
    $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($Caminho))
    $ultimos = $Vistos.GetRange([Math]::Max(0, $Vistos.Count - 200), [Math]::Min(200, $Vistos.Count))
    [System.IO.File]::WriteAllLines($Caminho, $ultimos, [System.Text.UTF8Encoding]::new($false))
}
