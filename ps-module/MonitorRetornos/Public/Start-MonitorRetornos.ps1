function Start-MonitorRetornos {
    <#
    .SYNOPSIS
    Inicia o monitor e espera até que esteja de pé.

    .DESCRIPTION
    Inicia pela Tarefa Agendada MonitorRetornos, onde ela está registrada (e a reabilita, se estava
    desabilitada); senão, como processo em segundo plano. Só termina quando o monitor está mesmo
    rodando; se ele não sobe, o erro diz por quê. Se já está rodando, avisa e não muda nada.
    Substitui o INICIAR.bat.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .PARAMETER Console
    Roda em primeiro plano, nesta janela, até Ctrl+C; mostra o log na tela.

    .PARAMETER Assumir
    Toma a pasta para este monitor, quando o outro que a atendia (com outra pasta de dados, ou em outra máquina)
    não existe mais. Se ele ainda roda, ele se encerra assim que percebe.

    .PARAMETER TempoLimiteSegundos
    Quanto esperar até que o monitor esteja de pé (padrão: 30).

    .EXAMPLE
    Start-MonitorRetornos

    Inicia e mostra a situação.

    .EXAMPLE
    Start-MonitorRetornos -Config D:\Cobranca\config.ini -Console

    Roda nesta janela, com outro arquivo de configuração.

    .EXAMPLE
    Start-MonitorRetornos -Assumir

    Numa máquina nova, depois que a antiga se foi sem se despedir.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Status, a situação depois do início. Com -Console, nada.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType('MonitorRetornos.Status')]
    param(
        [Parameter(Position = 0)] [ValidateNotNullOrEmpty()] [string] $Config,
        [switch] $Console,
        [switch] $Assumir,
        [ValidateRange(1, 600)] [Alias('Timeout', 'TimeoutSec')] [int] $TempoLimiteSegundos = 30
    )
    if ($Config) { $Config = Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Config }
    $antes = Get-MonitorEstado -Cmdlet $PSCmdlet -Config $Config
    if ($null -eq $antes) { return }
    if ($antes.EmExecucao) {
        Write-Warning -Message "O monitor já está em execução (processo $($antes.Pid), $($antes.Estado) desde $('{0:dd/MM/yyyy HH:mm:ss}' -f $antes.Desde)); nada foi mudado. Para reiniciar: Stop-MonitorRetornos; Start-MonitorRetornos."
        return $antes
    }

    $tarefa = if ($Console) { $null } else { Get-MonitorTarefa -Config $Config }
    $modo = if ($Console) { 'Iniciar nesta janela' } elseif ($null -ne $tarefa) { 'Iniciar pela Tarefa Agendada' } else { 'Iniciar em segundo plano' }
    if ($Assumir) { $modo += ', tomando a pasta do monitor que a atendia' }
    if (-not $PSCmdlet.ShouldProcess("MonitorRetornos ($($antes.Pasta))", $modo)) { return }
    if ($Assumir) { $null = Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos @('assumir') -Config $Config }

    if ($Console) {
        $onde = Get-MonitorPrograma -Cmdlet $PSCmdlet
        $argumentos = @($onde.Argumentos) + 'monitorar'
        if ($Config) { $argumentos += @('--config', $Config) }
        & $onde.Programa @argumentos
        if ($LASTEXITCODE -ne 0) { $PSCmdlet.ThrowTerminatingError((ConvertTo-MonitorErro -Codigo $LASTEXITCODE -Comando 'monitorar')) }
        return
    }

    $processo = $null
    if ($null -ne $tarefa) {
        try {
            if ("$($tarefa.State)" -in 'Disabled', '1') { $null = Enable-ScheduledTask -TaskName 'MonitorRetornos' -TaskPath '\' -ErrorAction Stop }
            Start-ScheduledTask -TaskName 'MonitorRetornos' -TaskPath '\' -ErrorAction Stop
        }
        catch {
            $PSCmdlet.ThrowTerminatingError((New-MonitorErro -Id 'TarefaNaoIniciou' -Categoria PermissionDenied -Alvo 'MonitorRetornos' -Causa $_.Exception `
                        -Mensagem "A Tarefa Agendada não pôde ser iniciada: $($_.Exception.Message)" `
                        -Proximo 'abra o PowerShell como administrador e tente de novo.'))
        }
    }
    else { $processo = Start-MonitorSegundoPlano -Cmdlet $PSCmdlet -Config $Config }

    $relogio = [System.Diagnostics.Stopwatch]::StartNew()
    while ($relogio.Elapsed.TotalSeconds -lt $TempoLimiteSegundos) {
        $agora = Get-MonitorEstado -Cmdlet $PSCmdlet -Config $Config
        if ($agora.EmExecucao -and $null -ne $agora.Pid) { return $agora }
        if ($null -ne $processo -and $processo.HasExited) {
            # Run once more with its words caught: why did it not stay up?
            $codigo = $processo.ExitCode
            $porque = if ($codigo -in 1, 2, 3) { Get-MonitorMotivo -Cmdlet $PSCmdlet -Config $Config } else { @() }
            $outro = if ($codigo -eq 3) { @($porque -like 'outro monitor:*' -replace '^outro monitor: ')[0] }
            $documento = if ($outro) { [pscustomobject]@{ erro = [pscustomobject]@{ codigo = 'pasta_em_uso'; mensagem = $outro } } }
            $PSCmdlet.ThrowTerminatingError((ConvertTo-MonitorErro -Codigo $codigo -Comando 'monitorar' -Documento $documento -Mensagens $porque))
        }
        Start-Sleep -Milliseconds 200
    }
    $PSCmdlet.ThrowTerminatingError((New-MonitorErro -Id 'MonitorNaoSubiu' -Categoria OperationTimeout -Alvo 'MonitorRetornos' `
                -Mensagem "O monitor foi iniciado, mas não deu sinal em $TempoLimiteSegundos segundos. $((Get-MonitorMotivo -Cmdlet $PSCmdlet -Config $Config) -join ' ')" `
                -Proximo 'veja Get-MonitorLog -Ultimas 20 e Test-MonitorConfiguracao.'))
}
