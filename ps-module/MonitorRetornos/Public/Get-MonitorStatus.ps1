function Get-MonitorStatus {
    <#
    .SYNOPSIS
    Mostra o que o monitor está fazendo agora.

    .DESCRIPTION
    Responde num relance: o monitor está rodando? O servidor está acessível, e desde quando? Quantos
    arquivos esperam? Qual foi a última queda? Há e-mails na fila? Substitui o STATUS.bat.
    Não toca na pasta do servidor, por isso responde na hora mesmo com o servidor travado.

    .PARAMETER Pasta
    Outra pasta do mesmo livro de registro (PostgreSQL), escrita por inteiro. Sem ela, a do config.ini.

    .PARAMETER Todas
    Todas as pastas do livro de registro, uma linha cada: a situação, em que máquina o monitor dela está ativo, o que espera.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .PARAMETER Acompanhar
    Repete: entrega um objeto novo a cada intervalo, até Ctrl+C. Para um painel na tela inteira, use
    Show-MonitorPainel.

    .PARAMETER IntervaloSegundos
    Segundos entre duas leituras com -Acompanhar (padrão: 2).

    .PARAMETER ComputerName
    Pergunta a estes computadores, pelo PowerShell remoto (Enable-PSRemoting lá; a conta, administradora deles). -Config é
    então um caminho de lá. Cada resposta diz em PSComputerName de onde veio.

    .PARAMETER CimSession
    Como -ComputerName, com os computadores destas sessões CIM.

    .PARAMETER Session
    Pergunta por estas sessões do PowerShell (New-PSSession), que já estão abertas.

    .PARAMETER Credencial
    Com -ComputerName ou -CimSession: com que conta perguntar.

    .EXAMPLE
    Get-MonitorStatus

    Mostra a situação atual.

    .EXAMPLE
    if ((Get-MonitorStatus).Estado -eq 'inacessivel') { 'Servidor fora do ar' }

    Usa o objeto num script; Estado é operacional, inacessivel, desabilitado ou parado.

    .EXAMPLE
    Get-MonitorStatus | Select-Object Papel, Posto, AtivoEm

    Com um livro de registro em PostgreSQL: se esta máquina é a ativa ou fica em reserva, e qual é a ativa.

    .EXAMPLE
    Get-MonitorStatus -ComputerName SRV1, SRV2 | Where-Object { -not $_.EmExecucao }

    Nos computadores dados, quais monitores não estão rodando.

    .EXAMPLE
    Get-MonitorStatus -Todas | Where-Object { -not $_.EmExecucao }

    As pastas do livro de registro que ninguém atende agora.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Status, com Estado, EmExecucao, ServidorAcessivel, Desde, Pendentes, ComProblema
    (Nome, Motivo, Desde e Tentativas de cada arquivo que não se consegue tratar), UltimaQueda, EmailsNaFila e outras propriedades; as datas são DateTime na hora local.
    LivroForaDesde diz desde quando o PostgreSQL do livro está fora de alcance (o resto é então o que esta máquina sabe sozinha), e AvisoLivro, em palavras, o que há com o livro.
    Com -Todas, MonitorRetornos.Pasta: Pasta, Propria (a do config.ini), Estado, EmExecucao, AtivoEm, Reservas (as máquinas que assumiriam), Desde, Batimento, SemSinalDeVida,
    Diagnostico, Mensagem, Pendentes, ComProblema, ProcessadosHoje, RecusadosHoje, MensagensNaFila e UltimaQueda.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(DefaultParameterSetName = 'Local')]
    [OutputType('MonitorRetornos.Status', 'MonitorRetornos.Pasta')]
    param(
        [Parameter(Position = 0)] [ValidateNotNullOrEmpty()] [string] $Config,
        [ValidateNotNullOrEmpty()] [string] $Pasta,
        [switch] $Todas,
        [Alias('Wait', 'Follow')] [switch] $Acompanhar,
        [ValidateRange(1, 3600)] [Alias('Interval')] [int] $IntervaloSegundos = 2,
        [Parameter(Mandatory = $true, ParameterSetName = 'Computador')] [ValidateNotNullOrEmpty()] [Alias('CN', 'Computador')] [string[]] $ComputerName,
        [Parameter(Mandatory = $true, ParameterSetName = 'Cim')] [ValidateNotNullOrEmpty()] [object[]] $CimSession,
        [Parameter(Mandatory = $true, ParameterSetName = 'Sessao')] [ValidateNotNullOrEmpty()] [System.Management.Automation.Runspaces.PSSession[]] $Session,
        [Parameter(ParameterSetName = 'Computador')] [Parameter(ParameterSetName = 'Cim')] [ValidateNotNull()] [Alias('Credential')] [System.Management.Automation.Credential()] [System.Management.Automation.PSCredential] $Credencial
    )
    while ($true) {
        if ($PSCmdlet.ParameterSetName -eq 'Local') { Get-MonitorEstado -Cmdlet $PSCmdlet -Config $Config -Filtro @(Get-MonitorFiltroPasta -Parametros $PSBoundParameters) }
        else { Invoke-MonitorRemoto -Cmdlet $PSCmdlet -Parametros $PSBoundParameters }
        if (-not $Acompanhar) { break }
        Start-Sleep -Seconds $IntervaloSegundos
    }
}
