function Get-MonitorQueda {
    <#
    .SYNOPSIS
    Lista as quedas do servidor que o monitor registrou.

    .DESCRIPTION
    Cada queda com início, fim, duração, causa provável e quantos arquivos foram processados na volta,
    da mais nova para a mais antiga.

    .PARAMETER Ultimas
    Só as mais novas, tantas. Sem ele, todas.

    .PARAMETER EmAndamento
    Só a queda que ainda não terminou, se houver.

    .PARAMETER SemTestes
    Deixa de fora as quedas que Test-Recuperacao provocou (Teste, na saída).

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .EXAMPLE
    Get-MonitorQueda -Ultimas 5

    As cinco quedas mais recentes.

    .EXAMPLE
    Get-MonitorQueda | Export-Csv -Path quedas.csv -NoTypeInformation -Encoding UTF8

    Guarda o histórico numa planilha.

    .EXAMPLE
    Get-MonitorQueda -SemTestes | Measure-Object

    Quantas quedas de verdade houve.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Queda, com Inicio e Fim (DateTime), Duracao (TimeSpan), Diagnostico, ArquivosProcessados, Teste e Entregas
    (cada mensagem sobre ela: Tipo, Canal, Enfileirada, Aceita, Tentativas, UltimoErro).

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding()]
    [OutputType('MonitorRetornos.Queda')]
    param(
        [Parameter(Position = 0)] [ValidateRange(1, 1000000)] [Alias('First', 'Newest')] [int] $Ultimas,
        [switch] $EmAndamento,
        [switch] $SemTestes,
        [ValidateNotNullOrEmpty()] [string] $Config
    )
    $limite = if ($PSBoundParameters.ContainsKey('Ultimas')) { $Ultimas } else { 1000000 }
    $argumentos = @('quedas', '--limite', "$limite")
    if ($SemTestes) { $argumentos += '--sem-testes' }
    $resposta = Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos $argumentos -Config $Config -TempoLimiteSegundos 600
    foreach ($item in @(Get-MonitorCampo $resposta.Documento 'quedas' @())) {
        $queda = ConvertTo-MonitorQueda $item
        if (-not $EmAndamento -or $queda.EmAndamento) { $queda }
    }
}
