function Stop-MonitorRetornos {
    <#
    .SYNOPSIS
    Para o monitor, com calma: ele termina o arquivo em que está.

    .DESCRIPTION
    Pede que o monitor pare e espera que ele saia. A Tarefa Agendada, onde existe, é desabilitada
    antes: senão ela o traria de volta em cinco minutos; Start-MonitorRetornos a habilita de novo.
    Se o monitor não sai no tempo dado, -Force encerra o processo (nada se perde: o livro de
    registros aguenta a queda em qualquer ponto). Substitui o PARAR.bat.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .PARAMETER TempoLimiteSegundos
    Quanto esperar até que ele saia por si (padrão: 30).

    .PARAMETER Force
    Encerra o processo se ele não sair no tempo dado.

    .EXAMPLE
    Stop-MonitorRetornos

    Pede que pare, espera e mostra a situação.

    .EXAMPLE
    Stop-MonitorRetornos -TempoLimiteSegundos 10 -Force -Confirm:$false

    Num script: espera dez segundos e, se preciso, encerra o processo.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Status, a situação depois da parada.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType('MonitorRetornos.Status')]
    param(
        [Parameter(Position = 0)] [ValidateNotNullOrEmpty()] [string] $Config,
        [ValidateRange(1, 3600)] [Alias('Timeout', 'TimeoutSec')] [int] $TempoLimiteSegundos = 30,
        [switch] $Force
    )
    if ($Config) { $Config = Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Config }
    $antes = Get-MonitorEstado -Cmdlet $PSCmdlet -Config $Config
    if ($null -eq $antes) { return }
    $tarefa = Get-MonitorTarefa -Config $Config
    $tarefaLigada = $null -ne $tarefa -and "$($tarefa.State)" -notin 'Disabled', '1'
    if (-not $antes.EmExecucao -and -not $tarefaLigada) {
        Write-Warning -Message 'O monitor não está em execução; nada foi mudado.'
        return $antes
    }
    $alvo = if ($antes.EmExecucao) { "MonitorRetornos (processo $($antes.Pid))" } else { 'Tarefa Agendada MonitorRetornos' }
    if (-not $PSCmdlet.ShouldProcess($alvo, 'Parar')) { return }

    if ($tarefaLigada) {
        try { $null = Disable-ScheduledTask -TaskName 'MonitorRetornos' -TaskPath '\' -ErrorAction Stop }
        catch { Write-Warning -Message "A Tarefa Agendada não pôde ser desabilitada ($($_.Exception.Message)); ela iniciará o monitor de novo em até cinco minutos. Abra o PowerShell como administrador." }
    }
    if ($antes.EmExecucao) {
        # 4: it left on its own meanwhile. 1: it did not stop in time.
        $resposta = Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos @('parar', '--prazo', "$TempoLimiteSegundos") -Config $Config -CodigosAceitos 0, 1, 4 -TempoLimiteSegundos ($TempoLimiteSegundos + 30)
        if ($resposta.CodigoSaida -eq 1) {
            if (-not $Force -or $null -eq $antes.Pid) {
                Stop-MonitorComando -Cmdlet $PSCmdlet -Erro (New-MonitorErro -Id 'MonitorNaoParou' -Categoria OperationTimeout -Alvo $antes.Pid `
                            -Mensagem "O monitor (processo $($antes.Pid)) não parou em $TempoLimiteSegundos segundos." `
                            -Proximo 'espere mais com -TempoLimiteSegundos, ou encerre o processo com -Force.')
                return
            }
            try {
                $processo = [System.Diagnostics.Process]::GetProcessById([int]$antes.Pid)
                $processo.Kill()
                $null = $processo.WaitForExit(10000)
            }
            catch [System.ArgumentException] { Write-Verbose -Message "O processo $($antes.Pid) já tinha saído." }
            catch {
                Stop-MonitorComando -Cmdlet $PSCmdlet -Erro (New-MonitorErro -Id 'ProcessoNaoEncerrado' -Categoria PermissionDenied -Alvo $antes.Pid -Causa $_.Exception `
                            -Mensagem "O processo $($antes.Pid) não pôde ser encerrado: $($_.Exception.Message)" `
                            -Proximo 'abra o PowerShell como administrador e tente de novo.')
                return
            }
        }
    }
    Get-MonitorEstado -Cmdlet $PSCmdlet -Config $Config
}
