function Stop-MonitorExecutavel {
    # Ends the tasks, and whatever still runs from this program file: a monitor that hangs answers no request to stop.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'confirmed by Install-MonitorRetornos')]
    param([Parameter(Mandatory = $true)] [hashtable] $Instalacao)
    foreach ($nome in $Instalacao.Tarefas) { Stop-ScheduledTask -TaskName $nome -TaskPath '\' -ErrorAction SilentlyContinue }
    foreach ($processo in @(Get-Process -Name 'MonitorRetornos' -ErrorAction Ignore)) {
        try {
            if ($processo.Path -ne $Instalacao.Exe) { continue }
            $processo.Kill()
            $null = $processo.WaitForExit(10000)
        }
        catch { Write-Verbose -Message "processo $($processo.Id): $_" }
    }
}
