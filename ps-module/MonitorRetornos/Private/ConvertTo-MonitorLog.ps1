function ConvertTo-MonitorLog {
    # One line of the log as a MonitorRetornos.Log, or nothing when the filter holds it back.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Linha,
        [hashtable] $Filtro
    )
    if ($Linha -notmatch '^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) - ([A-Z]+) - (.*)$') { return }
    $nivel = $Matches[2]
    $mensagem = $Matches[3]
    if ($Filtro.Nivel -and $Filtro.Nivel -notcontains $nivel) { return }
    if ($Filtro.Texto -and $mensagem -notlike $Filtro.Texto) { return }
    $data = [datetime]::ParseExact($Matches[1], 'yyyy-MM-dd HH:mm:ss', [System.Globalization.CultureInfo]::InvariantCulture)
    if ($null -ne $Filtro.Desde -and $data -lt $Filtro.Desde) { return }
    if ($null -ne $Filtro.Ate -and $data -gt $Filtro.Ate) { return }
    New-MonitorObjeto 'MonitorRetornos.Log' ([ordered]@{ Data = $data; Nivel = $nivel; Mensagem = $mensagem })
}
