function Wait-RecuperacaoVolta {
    # Step 5: state and log both say that the server is back.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste)
    $limite = $Teste.Status.Intervalo.TotalSeconds + 60
    $visto = Wait-RecuperacaoCondicao -Teste $Teste -Atividade 'Aguardando o monitor perceber a volta' -Limite $limite -Condicao {
        $teste.Status.Estado -eq 'operacional' -and (Measure-RecuperacaoLog -Teste $teste -Texto 'SERVIDOR RECUPERADO!') -gt 0
    }
    if (-not $visto) { throw "a volta não foi percebida em $([int]$limite) s; o estado é '$($Teste.Status.Estado)'. Veja Get-MonitorLog." }
    $queda = $Teste.Status.UltimaQueda
    "recuperado$(if ($null -ne $queda) { "; queda de $(Format-MonitorDuracao $queda.Duracao)" })"
}
