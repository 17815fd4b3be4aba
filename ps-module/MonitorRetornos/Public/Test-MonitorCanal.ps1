function Test-MonitorCanal {
    <#
    .SYNOPSIS
    Manda uma mensagem de teste por cada canal ligado.

    .DESCRIPTION
    A mensagem vai na hora, fora da fila, e a resposta diz se o outro lado a aceitou e, se não, o que
    fazer. Onde o teste é aceito, uma fila retida volta a andar em poucos segundos.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .EXAMPLE
    Test-MonitorCanal

    Testa todos os canais ligados.

    .EXAMPLE
    Test-MonitorCanal | Where-Object { -not $_.TesteEntregue } | Select-Object Nome, MensagemDoTeste

    Só os que falharam, e por quê.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Canal, só dos canais ligados, com TesteEntregue e MensagemDoTeste.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType('MonitorRetornos.Canal')]
    param([Parameter(Position = 0)] [ValidateNotNullOrEmpty()] [string] $Config)
    if ($Config) { $Config = Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Config }
    if (-not $PSCmdlet.ShouldProcess('canais ligados', 'Mandar uma mensagem de teste')) { return }
    $resposta = Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos @('canais', '--testar') -Config $Config -CodigosAceitos 0, 1
    $canais = @(Get-MonitorCampo $resposta.Documento 'canais' @())
    if ($canais.Count -eq 0) {
        Stop-MonitorComando -Cmdlet $PSCmdlet -Erro (ConvertTo-MonitorErro -Codigo 1 -Comando 'canais' -Documento $resposta.Documento -Mensagens $resposta.Mensagens)
        return
    }
    $ligados = @($canais | ForEach-Object { ConvertTo-MonitorCanal $_ } | Where-Object { $_.Habilitado })
    if ($ligados.Count -eq 0) { Write-Warning -Message 'Nenhum canal está ligado: nada foi testado.' }
    $ligados
}
