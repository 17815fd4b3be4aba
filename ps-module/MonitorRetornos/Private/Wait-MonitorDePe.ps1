function Wait-MonitorDePe {
    # Starts the monitor and waits until it lives: it runs, gives signs of life, and is the same process two seconds later.
    # Answers nothing then; else, in words, why it did not come up in time.
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [Parameter(Mandatory = $true)] [hashtable] $Instalacao,
        [Parameter(Mandatory = $true)] [int] $Segundos
    )
    $relogio = [System.Diagnostics.Stopwatch]::StartNew()
    $porque = ''
    try { $null = Start-MonitorRetornos -Config $Instalacao.Config -TempoLimiteSegundos $Segundos -Confirm:$false -WarningAction SilentlyContinue }
    catch { $porque = $_.Exception.Message }
    $visto = $null
    $quando = [timespan]::Zero
    while (-not $porque) {
        $agora = try { Get-MonitorEstado -Cmdlet $Cmdlet -Config $Instalacao.Config } catch { Write-Verbose -Message "$_"; $null }
        $vivo = $null -ne $agora -and $agora.EmExecucao -and $null -ne $agora.Pid -and -not $agora.SemSinalDeVida
        if (-not $vivo) { $visto = $null }
        elseif ($visto -ne $agora.Pid) { $visto = $agora.Pid; $quando = $relogio.Elapsed }
        elseif (($relogio.Elapsed - $quando).TotalSeconds -ge 2) { return }
        # One that was seen in time is watched to the end of its two seconds.
        if ($relogio.Elapsed.TotalSeconds -gt $Segundos -and $null -eq $visto) {
            $porque = "O monitor foi iniciado, mas não ficou de pé em $Segundos segundos. $((Get-MonitorMotivo -Cmdlet $Cmdlet -Config $Instalacao.Config) -join ' ')".Trim()
        }
        else { Start-Sleep -Milliseconds 250 }
    }
    $codigo = [long](Get-ScheduledTaskInfo -TaskName $Instalacao.Tarefas[0] -TaskPath '\' -ErrorAction SilentlyContinue | ForEach-Object { $_.LastTaskResult })
    # 267009 and 267011: running, and not run yet.
    if ($codigo -notin 0, 267009, 267011) { $porque += " A tarefa terminou com o código $codigo." }
    $porque
}
