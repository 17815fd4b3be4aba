function Get-MonitorCampo {
    # A field of a parsed JSON object, or the default: an older or newer program may lack it.
    [CmdletBinding()]
    param(
        [Parameter(Position = 0)] $Objeto,
        [Parameter(Position = 1, Mandatory = $true)] [string] $Nome,
        [Parameter(Position = 2)] $Padrao = $null
    )
    if ($null -eq $Objeto) { return $Padrao }
    $campo = $Objeto.PSObject.Properties[$Nome]
    if ($null -eq $campo -or $null -eq $campo.Value) { return $Padrao }
    $campo.Value
}
