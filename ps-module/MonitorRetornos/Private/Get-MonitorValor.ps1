function Get-MonitorValor {
    # A field of integer cents as an exact decimal of reais, or nothing.
    [CmdletBinding()]
    [OutputType([decimal])]
    param(
        [Parameter(Mandatory = $true, Position = 0)] $Objeto,
        [Parameter(Mandatory = $true, Position = 1)] [string] $Nome
    )
    $centavos = Get-MonitorCampo $Objeto $Nome
    if ($null -eq $centavos) { return $null }
    [decimal]$centavos / 100
}
