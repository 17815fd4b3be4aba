function New-MonitorObjeto {
    # An object of this module: the fields in their order, and its type name. The name comes after the fields: what
    # MonitorRetornos.types.ps1xml says of the type would otherwise be in the way of setting them.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'makes an object')]
    param(
        [Parameter(Mandatory = $true, Position = 0)] [string] $Tipo,
        [Parameter(Mandatory = $true, Position = 1)] [System.Collections.Specialized.OrderedDictionary] $Campos,
        # Fields that hold several things: in a CSV, or in a text, each is how many there are, and not 'System.Object[]'.
        [string[]] $Listas = @()
    )
    foreach ($nome in $Listas) {
        $itens = @($Campos[$nome])
        if ($itens.Count -eq 0) { $Campos[$nome] = $script:listaVazia; continue }
        $lista = [object[]]::new($itens.Count)
        $itens.CopyTo($lista, 0)
        $Campos[$nome] = Add-Member -InputObject $lista -MemberType ScriptMethod -Name ToString -Value { [string]$this.Count } -Force -PassThru
    }
    $objeto = [pscustomobject]$Campos
    $objeto.PSObject.TypeNames.Insert(0, $Tipo)
    $objeto
}
