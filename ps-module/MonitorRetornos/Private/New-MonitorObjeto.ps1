function New-MonitorObjeto {
    # An object of this module: the fields in their order, and its type name. The name comes after the fields: what
    # MonitorRetornos.types.ps1xml says of the type would otherwise be in the way of setting them.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'makes an object')]
    param(
        [Parameter(Mandatory = $true, Position = 0)] [string] $Tipo,
        [Parameter(Mandatory = $true, Position = 1)] [System.Collections.Specialized.OrderedDictionary] $Campos
    )
    $objeto = [pscustomobject]$Campos
    $objeto.PSObject.TypeNames.Insert(0, $Tipo)
    $objeto
}
