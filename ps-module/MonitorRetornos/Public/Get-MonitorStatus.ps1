function Get-MonitorStatus {
    <#
    .SYNOPSIS
    Mostra o que o monitor está fazendo agora.

    .DESCRIPTION
    Responde num relance: o monitor está rodando? O servidor está acessível, e desde quando? Quantos
    arquivos esperam? Qual foi a última queda? Há e-mails na fila? Substitui o STATUS.bat.
    Não toca na pasta do servidor, por isso responde na hora mesmo com o servidor travado.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .PARAMETER Acompanhar
    Repete: entrega um objeto novo a cada intervalo, até Ctrl+C. Para um painel na tela inteira, use
    Show-MonitorPainel.

    .PARAMETER IntervaloSegundos
    Segundos entre duas leituras com -Acompanhar (padrão: 2).

    .EXAMPLE
    Get-MonitorStatus

    Mostra a situação atual.

    .EXAMPLE
    if ((Get-MonitorStatus).Estado -eq 'inacessivel') { 'Servidor fora do ar' }

    Usa o objeto num script; Estado é operacional, inacessivel, desabilitado ou parado.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Status, com Estado, EmExecucao, ServidorAcessivel, Desde, Pendentes, ComProblema
    (Nome, Motivo, Desde e Tentativas de cada arquivo que não se consegue tratar), UltimaQueda, EmailsNaFila e outras propriedades; as datas são DateTime na hora local.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding()]
    [OutputType('MonitorRetornos.Status')]
    param(
        [Parameter(Position = 0)] [ValidateNotNullOrEmpty()] [string] $Config,
        [Alias('Wait', 'Follow')] [switch] $Acompanhar,
        [ValidateRange(1, 3600)] [Alias('Interval')] [int] $IntervaloSegundos = 2
    )
    while ($true) {
        Get-MonitorEstado -Cmdlet $PSCmdlet -Config $Config
        if (-not $Acompanhar) { break }
        Start-Sleep -Seconds $IntervaloSegundos
    }
}
