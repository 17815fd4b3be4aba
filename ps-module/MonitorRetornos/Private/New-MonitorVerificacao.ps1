function New-MonitorVerificacao {
    # One line of a check list.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'makes an object')]
    param(
        [Parameter(Mandatory = $true)] [string] $Item,
        [Parameter(Mandatory = $true)] [bool] $Aprovada,
        [string] $Detalhe = '',
        [string] $ProximoPasso = ''
    )
    [pscustomobject]@{
        PSTypeName = 'MonitorRetornos.Verificacao'; Item = $Item; Aprovada = $Aprovada; Detalhe = $Detalhe
        ProximoPasso = $(if ($Aprovada) { '' } else { $ProximoPasso })
    }
}
