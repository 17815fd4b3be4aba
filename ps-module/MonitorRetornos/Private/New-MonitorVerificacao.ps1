function New-MonitorVerificacao {
    # One line of a check list. Only a failure is not approved; the next step stands where there is one to take.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'makes an object')]
    param(
        [Parameter(Mandatory = $true)] [string] $Nome,
        [Parameter(Mandatory = $true)] [ValidateSet('ok', 'aviso', 'falha', 'pulado')] [string] $Situacao,
        [string] $Detalhe = '',
        [string] $ProximoPasso = ''
    )
    New-MonitorObjeto 'MonitorRetornos.Verificacao' ([ordered]@{
        Nome         = $Nome
        Situacao     = $Situacao
        Aprovada     = $Situacao -ne 'falha'
        Detalhe      = $Detalhe
        ProximoPasso = $(if ($Situacao -in 'aviso', 'falha') { $ProximoPasso } else { '' })
    })
}
