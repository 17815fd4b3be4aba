function Invoke-RecuperacaoEnsaio {
    # The throw-away run of the program, its steps as MonitorRetornos.Etapa.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet)
    $aoReceber = { param($linha) if ($linha.Trim()) { Write-Progress -Activity 'Ensaio de recuperação' -Status $linha.Trim() } }
    try { $resposta = Invoke-MonitorPrograma -Cmdlet $Cmdlet -Argumentos @('ensaio') -CodigosAceitos 0, 1 -TempoLimiteSegundos 180 -AoReceberLinha $aoReceber }
    finally { Write-Progress -Activity 'Ensaio de recuperação' -Completed }
    $etapas = @(Get-MonitorCampo $resposta.Documento 'etapas' @())
    if ($etapas.Count -eq 0) {
        $Cmdlet.ThrowTerminatingError((ConvertTo-MonitorErro -Codigo 1 -Comando 'ensaio' -Documento $resposta.Documento -Mensagens $resposta.Mensagens))
    }
    foreach ($etapa in $etapas) {
        New-RecuperacaoEtapa -Numero ([int](Get-MonitorCampo $etapa 'etapa' 0)) -Nome ([string](Get-MonitorCampo $etapa 'nome' '')) `
            -Resultado $(if (Get-MonitorCampo $etapa 'aprovada' $false) { 'aprovada' } else { 'reprovada' }) `
            -Detalhe ([string](Get-MonitorCampo $etapa 'detalhe' '')) -Duracao ([timespan]::FromMilliseconds([double](Get-MonitorCampo $etapa 'duracaoMs' 0)))
    }
}
