function Remove-MonitorChave {
    # A key of the registry with all that is in it.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'confirmed by Uninstall-MonitorRetornos')]
    param([Parameter(Mandatory = $true, Position = 0)] [string] $Chave)
    # 1: it is not there.
    $null = Invoke-MonitorNativo -Programa 'reg.exe' -Argumentos @('delete', $Chave, '/f', '/reg:64') -CodigosAceitos 0, 1
}
