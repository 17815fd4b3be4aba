function ConvertTo-MonitorData {
    # The program's ISO 8601 as a local DateTime. PowerShell 7 has parsed it already, 5.1 has not.
    [CmdletBinding()]
    [OutputType([System.Nullable[datetime]])]
    param([Parameter(Position = 0)] $Valor)
    if ($null -eq $Valor -or "$Valor" -eq '') { return $null }
    if ($Valor -is [datetime]) {
        if ($Valor.Kind -eq [System.DateTimeKind]::Unspecified) { return $Valor }
        return $Valor.ToLocalTime()
    }
    $cultura = [System.Globalization.CultureInfo]::InvariantCulture
    $lida = [System.DateTimeOffset]::MinValue
    if ([System.DateTimeOffset]::TryParse([string]$Valor, $cultura, [System.Globalization.DateTimeStyles]::AssumeLocal, [ref]$lida)) {
        return $lida.LocalDateTime
    }
    $null
}
