function Get-MonitorFiltroTitulo {
    # The options of 'titulos' for the parameters that were given.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] [System.Collections.IDictionary] $Parametros)
    Get-MonitorFiltroPasta -Parametros $Parametros
    foreach ($nome in 'Sacado', 'Cliente', 'Arquivo', 'Por') {
        if ($Parametros[$nome]) { "--$($nome.ToLowerInvariant())=$($Parametros[$nome])" }
    }
    if ($Parametros['Situacao']) { "--situacao=$($Parametros['Situacao'] -join ',')" }
    foreach ($nome in 'Desde', 'Ate') {
        if ($null -ne $Parametros[$nome]) { "--$($nome.ToLowerInvariant())=$($Parametros[$nome].ToString('yyyy-MM-dd', [System.Globalization.CultureInfo]::InvariantCulture))" }
    }
}
