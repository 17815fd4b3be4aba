function Unregister-MonitorRetornos {
    <#
    .SYNOPSIS
    Para o monitor e remove as Tarefas Agendadas dele. Programa, configuração e dados ficam.

    .DESCRIPTION
    Desabilita a tarefa, pede ao monitor que pare e espera que ele termine o arquivo em que está; só
    então remove MonitorRetornos e MonitorRetornos-Notificacoes. O que não existe é passado por alto:
    rodar outra vez não é erro. Precisa de um PowerShell de administrador.

    .PARAMETER Config
    O config.ini do monitor. Sem ele, o que está na própria tarefa.

    .PARAMETER TempoLimiteSegundos
    Quanto esperar até que ele saia por si (padrão: 30); depois é encerrado.

    .EXAMPLE
    Unregister-MonitorRetornos

    Para o monitor e remove as tarefas, com confirmação.

    .EXAMPLE
    Unregister-MonitorRetornos -WhatIf

    Mostra o que seria removido.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Tarefa, uma por tarefa removida.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
    [OutputType('MonitorRetornos.Tarefa')]
    param(
        [Parameter(Position = 0)] [ValidateNotNullOrEmpty()] [string] $Config,
        [ValidateRange(1, 3600)] [Alias('Timeout', 'TimeoutSec')] [int] $TempoLimiteSegundos = 30
    )
    Assert-MonitorAgendador -Cmdlet $PSCmdlet
    if ($Config) { $Config = Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Config }
    foreach ($nome in 'MonitorRetornos', 'MonitorRetornos-Notificacoes') {
        $tarefa = Get-ScheduledTask -TaskName $nome -TaskPath '\' -ErrorAction Ignore | Select-Object -First 1
        if ($null -eq $tarefa) { Write-Verbose -Message "A tarefa $nome não existe."; continue }
        if (-not $PSCmdlet.ShouldProcess("\$nome", 'Remover a Tarefa Agendada')) { continue }
        $argumentos = "$(@($tarefa.Actions)[0].Arguments)"
        $usado = if ($Config) { $Config } elseif ($argumentos -match '--config "([^"]+)"') { $Matches[1] } else { '' }
        try {
            $null = Disable-ScheduledTask -TaskName $nome -TaskPath '\' -ErrorAction Stop
            if ($nome -eq 'MonitorRetornos') {
                # Asked first; ended by the scheduler if it does not listen. Nothing is lost either way.
                try { $null = Stop-MonitorRetornos -Config $usado -TempoLimiteSegundos $TempoLimiteSegundos -Force -Confirm:$false -WarningAction SilentlyContinue }
                catch { Write-Warning -Message "O monitor não pôde ser parado com calma: $($_.Exception.Message)" }
            }
            Stop-ScheduledTask -TaskName $nome -TaskPath '\' -ErrorAction SilentlyContinue
            $null = Unregister-ScheduledTask -TaskName $nome -TaskPath '\' -Confirm:$false -ErrorAction Stop
        }
        catch {
            $PSCmdlet.ThrowTerminatingError((New-MonitorErro -Id 'TarefaNaoRemovida' -Categoria PermissionDenied -Alvo $nome -Causa $_.Exception `
                        -Mensagem "A tarefa $nome não pôde ser removida: $($_.Exception.Message)" `
                        -Proximo 'abra o PowerShell como administrador e tente de novo.'))
        }
        New-MonitorObjeto 'MonitorRetornos.Tarefa' ([ordered]@{ Nome = $nome; Conta = "$($tarefa.Principal.UserId)$($tarefa.Principal.GroupId)"; Programa = "$(@($tarefa.Actions)[0].Execute)"; Config = $usado })
    }
}
