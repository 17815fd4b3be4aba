function Restore-MonitorTipo {
    # An object that came from another computer, under the name of its type there, and what hangs on it; without the marks
    # of the transport but for PSComputerName.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [AllowNull()] $Objeto)
    if ($null -eq $Objeto) { return }
    $tipo = @($Objeto.PSObject.TypeNames)[0]
    if ($tipo -like 'Deserialized.MonitorRetornos.*') {
        foreach ($nome in 'RunspaceId', 'PSShowComputerName') { $Objeto.PSObject.Properties.Remove($nome) }
        foreach ($propriedade in $Objeto.PSObject.Properties) {
            foreach ($valor in @($propriedade.Value)) { if ($valor -is [System.Management.Automation.PSObject] -and @($valor.PSObject.TypeNames)[0] -like 'Deserialized.MonitorRetornos.*') { $null = Restore-MonitorTipo -Objeto $valor } }
        }
        $Objeto.PSObject.TypeNames.Insert(0, $tipo.Substring('Deserialized.'.Length))
    }
    $Objeto
}
