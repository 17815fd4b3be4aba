function Set-MonitorChave {
    # One value of the registry.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'confirmed by Install-MonitorRetornos')]
    param(
        [Parameter(Mandatory = $true, Position = 0)] [string] $Chave,
        [Parameter(Mandatory = $true, Position = 1)] [string] $Nome,
        [Parameter(Mandatory = $true, Position = 2)] [string] $Tipo,
        [Parameter(Mandatory = $true, Position = 3)] [string] $Valor
    )
    $null = Invoke-MonitorNativo -Programa 'reg.exe' -Argumentos @('add', $Chave, '/v', $Nome, '/t', $Tipo, '/d', $Valor, '/f', '/reg:64')
}
