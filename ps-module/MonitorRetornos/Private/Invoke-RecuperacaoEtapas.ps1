function Invoke-RecuperacaoEtapas {
    # The six steps, in order; after the first that fails the rest is not run. A step is a function that
    # answers a sentence, or throws one.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseSingularNouns', '', Justification = 'six of them')]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste)
    $passos = @(
        @{ Nome = 'Conferir o monitor'; Funcao = 'Confirm-RecuperacaoMonitor' }
        @{ Nome = 'Provocar a queda'; Funcao = 'Start-RecuperacaoQueda' }
        @{ Nome = 'Esperar a detecção'; Funcao = 'Wait-RecuperacaoDeteccao' }
        @{ Nome = 'Desfazer a queda'; Funcao = 'Stop-RecuperacaoQueda' }
        @{ Nome = 'Esperar a recuperação'; Funcao = 'Wait-RecuperacaoVolta' }
        @{ Nome = 'Conferir log, e-mails e arquivo'; Funcao = 'Confirm-RecuperacaoResultado' }
    )
    $falhou = $false
    for ($i = 0; $i -lt $passos.Count; $i++) {
        $passo = $passos[$i]
        if ($falhou) { New-RecuperacaoEtapa -Numero ($i + 1) -Nome $passo.Nome -Resultado 'não executada'; continue }
        Write-Verbose -Message "Etapa $($i + 1) de $($passos.Count): $($passo.Nome)"
        $relogio = [System.Diagnostics.Stopwatch]::StartNew()
        try {
            $detalhe = [string](& $passo.Funcao -Teste $Teste)
            $etapa = New-RecuperacaoEtapa -Numero ($i + 1) -Nome $passo.Nome -Resultado 'aprovada' -Detalhe $detalhe -Duracao $relogio.Elapsed
        }
        catch {
            $falhou = $true
            $etapa = New-RecuperacaoEtapa -Numero ($i + 1) -Nome $passo.Nome -Resultado 'reprovada' -Detalhe $_.Exception.Message -Duracao $relogio.Elapsed
        }
        Write-RecuperacaoTela -Teste $Teste -Texto ('{0}. {1} {2}{3}' -f $etapa.Numero, $(if ($etapa.Aprovada) { '[ok]' } else { '[FALHOU]' }), $etapa.Nome, $(if ($etapa.Detalhe) { ": $($etapa.Detalhe)" }))
        $etapa
    }
}
