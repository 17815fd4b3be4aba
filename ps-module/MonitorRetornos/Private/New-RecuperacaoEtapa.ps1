function New-RecuperacaoEtapa {
    # One step of the recovery test: aprovada, reprovada or não executada.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'makes an object')]
    param(
        [Parameter(Mandatory = $true)] [int] $Numero,
        [Parameter(Mandatory = $true)] [string] $Nome,
        [Parameter(Mandatory = $true)] [ValidateSet('aprovada', 'reprovada', 'não executada')] [string] $Resultado,
        [AllowEmptyString()] [string] $Detalhe = '',
        [timespan] $Duracao = [timespan]::Zero
    )
    New-MonitorObjeto 'MonitorRetornos.Etapa' ([ordered]@{
        Numero = $Numero; Nome = $Nome; Resultado = $Resultado
        Aprovada = $Resultado -eq 'aprovada'; Detalhe = $Detalhe; Duracao = $Duracao
    })
}
