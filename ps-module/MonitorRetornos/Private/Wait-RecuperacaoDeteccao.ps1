function Wait-RecuperacaoDeteccao {
    # Step 3: state and log both say that the server is gone.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste)
    $limite = $Teste.Status.Intervalo.TotalSeconds + 60
    $alerta = 'ALERTA: Servidor ficou inacessível!'
    $visto = Wait-RecuperacaoCondicao -Teste $Teste -Atividade 'Aguardando o monitor perceber a queda' -Limite $limite -Condicao {
        $teste.Status.Estado -eq 'inacessivel' -and (Measure-RecuperacaoLog -Teste $teste -Texto $alerta) -gt 0
    }
    if (-not $visto) {
        $falta = if ($Teste.Status.Estado -ne 'inacessivel') { "o estado continua '$($Teste.Status.Estado)'" } else { "o log não mostra '$alerta'" }
        throw "a queda não foi percebida em $([int]$limite) s: $falta. Veja Get-MonitorLog e Get-MonitorStatus."
    }
    "percebida: $($Teste.Status.Diagnostico) - $($Teste.Status.Mensagem)"
}
