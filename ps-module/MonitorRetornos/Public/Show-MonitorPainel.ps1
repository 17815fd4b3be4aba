function Show-MonitorPainel {
    <#
    .SYNOPSIS
    Abre a página do monitor no navegador; com -Console, o painel na janela do PowerShell.

    .DESCRIPTION
    Abre no navegador a página com a situação de agora, a disponibilidade dos últimos dias, as quedas, os
    arquivos, os títulos e os valores, que se atualiza sozinha. Se o monitor já a serve ([PAINEL]
    habilitado), só abre o endereço dele. Senão a serve daqui, também sem monitor, até Ctrl+C ou a tecla Q.
    A página só existe nesta máquina (127.0.0.1) e só mostra.

    Com -Console ocupa a janela do PowerShell: situação, contagem de hoje, última queda e as linhas mais
    recentes do log, atualizadas até Ctrl+C ou a tecla Q. É para pessoas; scripts usam Get-MonitorStatus e
    Get-MonitorLog, que devolvem objetos.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .PARAMETER Porta
    A porta da página quando ela é servida daqui (padrão: a de [PAINEL]).

    .PARAMETER Console
    Mostra o painel na janela do PowerShell em vez de abrir o navegador.

    .PARAMETER IntervaloSegundos
    Com -Console: segundos entre duas atualizações (padrão: 2).

    .PARAMETER Linhas
    Com -Console: quantas linhas do log mostrar (padrão: 12).

    .PARAMETER Vezes
    Com -Console: atualiza só este número de vezes e termina; 0 é sem fim (padrão: 0).

    .EXAMPLE
    Show-MonitorPainel

    Abre a página; se ela for servida daqui, Q ou Ctrl+C a encerram.

    .EXAMPLE
    Show-MonitorPainel -Console -IntervaloSegundos 10 -Linhas 30

    O painel na janela, atualizado a cada dez segundos, com mais log.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    Nada: o painel é só para os olhos.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(DefaultParameterSetName = 'Pagina')]
    [OutputType([void])]
    param(
        [Parameter(Position = 0)] [ValidateNotNullOrEmpty()] [string] $Config,
        [Parameter(ParameterSetName = 'Pagina')] [ValidateRange(1, 65535)] [int] $Porta,
        [Parameter(ParameterSetName = 'Console')] [switch] $Console,
        [Parameter(ParameterSetName = 'Console')] [ValidateRange(1, 3600)] [int] $IntervaloSegundos = 2,
        [Parameter(ParameterSetName = 'Console')] [ValidateRange(0, 200)] [int] $Linhas = 12,
        [Parameter(ParameterSetName = 'Console')] [ValidateRange(0, 1000000)] [int] $Vezes = 0
    )
    if ($PSCmdlet.ParameterSetName -eq 'Console') {
        Show-MonitorConsole -Cmdlet $PSCmdlet -Config $Config -IntervaloSegundos $IntervaloSegundos -Linhas $Linhas -Vezes $Vezes
        return
    }
    $estado = Get-MonitorEstado -Cmdlet $PSCmdlet -Config $Config
    if ($null -eq $estado) { return }
    $servida = $estado.Painel
    if ($servida -and -not $PSBoundParameters.ContainsKey('Porta') -and (Test-MonitorPagina -Endereco $servida)) {
        Open-MonitorEndereco -Endereco $servida
        return
    }
    $argumentos = @('painel', '--json')
    if ($PSBoundParameters.ContainsKey('Porta')) { $argumentos += @('--porta', "$Porta") }
    Invoke-MonitorPagina -Cmdlet $PSCmdlet -Argumentos $argumentos -Config $Config
}
