function Remove-MonitorChave {
    # A key of the registry with all that is in it, or one value of it.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'confirmed by Uninstall-MonitorRetornos')]
    param([Parameter(Mandatory = $true, Position = 0)] [string] $Chave, [Parameter(Position = 1)] [string] $Nome)
    $valor = if ($Nome) { @('/v', $Nome) } else { @() }
    # 1: it is not there.
    $null = Invoke-MonitorNativo -Programa 'reg.exe' -Argumentos (@('delete', $Chave) + $valor + @('/f', '/reg:64')) -CodigosAceitos 0, 1
}
