<#
.SYNOPSIS
Mostra as notificações do MonitorRetornos nesta sessão, enquanto ela durar.

.DESCRIPTION
A tarefa MonitorRetornos-Notificacoes inicia este script, no Windows PowerShell 5.1, quando alguém entra,
desbloqueia a tela ou se conecta. Um por sessão: o segundo sai na hora.

.PARAMETER PastaDados
A pasta de dados do monitor.

.PARAMETER IntervaloSegundos
De quanto em quanto tempo olhar (padrão: 15).

.PARAMETER UmaVez
Olha uma vez e termina.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)] [string] $PastaDados,
    [ValidateRange(1, 3600)] [int] $IntervaloSegundos = 15,
    [switch] $UmaVez
)
$ErrorActionPreference = 'Stop'
# Local\: one per session, so that two people on the same server each have theirs.
$unico = [System.Threading.Mutex]::new($false, 'Local\MonitorRetornos.Notificacoes')
try { $livre = $unico.WaitOne(0) }
catch [System.Threading.AbandonedMutexException] { $livre = $true }
if (-not $livre) { return }
try {
    Import-Module -Name MonitorRetornos
    do {
        # A spool that cannot be read now, or a Windows that shows nothing now, may be well in a moment.
        try { $null = Show-MonitorNotificacao -PastaDados $PastaDados -Confirm:$false }
        catch { Write-Verbose -Message $_.Exception.Message }
        if (-not $UmaVez) { Start-Sleep -Seconds $IntervaloSegundos }
    } until ($UmaVez)
}
finally { $unico.ReleaseMutex(); $unico.Dispose() }
