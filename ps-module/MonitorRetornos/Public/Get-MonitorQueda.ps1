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

    .PARAMETER Pasta
    Outra pasta do mesmo livro de registro (PostgreSQL), escrita por inteiro. Sem ela, a do config.ini.

    .PARAMETER Todas
    Todas as pastas do livro de registro; cada queda diz a sua em Pasta.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

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
    Get-MonitorQueda -Ultimas 5

    As cinco quedas mais recentes.

    .EXAMPLE
    Get-MonitorQueda | Export-Csv -Path quedas.csv -NoTypeInformation -Encoding UTF8

    Guarda o histórico numa planilha.

    .EXAMPLE
    Get-MonitorQueda -SemTestes | Measure-Object

    Quantas quedas de verdade houve.

    .EXAMPLE
    Get-MonitorQueda -ComputerName SRV1 -Ultimas 5

    As cinco quedas mais recentes que o monitor de SRV1 registrou.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Queda, com Inicio e Fim (DateTime), Duracao (TimeSpan), Diagnostico, ArquivosProcessados, Teste e Entregas
    (cada mensagem sobre ela: Tipo, Canal, Enfileirada, Aceita, Tentativas, UltimoErro).

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(DefaultParameterSetName = 'Local')]
    [OutputType('MonitorRetornos.Queda')]
    param(
        [Parameter(Position = 0)] [ValidateRange(1, 1000000)] [Alias('First', 'Newest')] [int] $Ultimas,
        [switch] $EmAndamento,
        [switch] $SemTestes,
        [ValidateNotNullOrEmpty()] [string] $Pasta,
        [switch] $Todas,
        [ValidateNotNullOrEmpty()] [string] $Config,
        [Parameter(Mandatory = $true, ParameterSetName = 'Computador')] [ValidateNotNullOrEmpty()] [Alias('CN', 'Computador')] [string[]] $ComputerName,
        [Parameter(Mandatory = $true, ParameterSetName = 'Cim')] [ValidateNotNullOrEmpty()] [object[]] $CimSession,
        [Parameter(Mandatory = $true, ParameterSetName = 'Sessao')] [ValidateNotNullOrEmpty()] [System.Management.Automation.Runspaces.PSSession[]] $Session,
        [Parameter(ParameterSetName = 'Computador')] [Parameter(ParameterSetName = 'Cim')] [ValidateNotNull()] [Alias('Credential')] [System.Management.Automation.Credential()] [System.Management.Automation.PSCredential] $Credencial
    )
    if ($PSCmdlet.ParameterSetName -ne 'Local') { Invoke-MonitorRemoto -Cmdlet $PSCmdlet -Parametros $PSBoundParameters; return }
    $limite = if ($PSBoundParameters.ContainsKey('Ultimas')) { $Ultimas } else { 1000000 }
    $argumentos = @('quedas', '--limite', "$limite") + @(Get-MonitorFiltroPasta -Parametros $PSBoundParameters)
    if ($SemTestes) { $argumentos += '--sem-testes' }
    $resposta = Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos $argumentos -Config $Config -TempoLimiteSegundos 600
    foreach ($item in @(Get-MonitorCampo $resposta.Documento 'quedas' @())) {
        $queda = ConvertTo-MonitorQueda $item
        if (-not $EmAndamento -or $queda.EmAndamento) { $queda }
    }
}
