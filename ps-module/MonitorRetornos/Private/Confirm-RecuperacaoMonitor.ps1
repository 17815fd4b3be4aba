function Confirm-RecuperacaoMonitor {
    # Step 1: the monitor runs, sees the server, and would tell people.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste)
    $Teste.Status = Get-MonitorEstado -Cmdlet $Teste.Cmdlet -Config $Teste.Config
    $s = $Teste.Status
    if (-not $s.EmExecucao) { throw 'o monitor não está em execução. Inicie-o com Start-MonitorRetornos e repita o teste.' }
    if ($s.SemSinalDeVida) { throw "o processo $($s.Pid) não dá sinal de vida desde $('{0:dd/MM/yyyy HH:mm:ss}' -f $s.Batimento). Reinicie: Stop-MonitorRetornos -Force; Start-MonitorRetornos." }
    if ($s.Estado -eq 'desabilitado') { throw 'os alertas de queda estão desligados. Ponha habilitado = true em [MONITORAMENTO_SERVIDOR] e reinicie o monitor.' }
    if ($s.AlertaPorEmail -eq $false) { throw 'os alertas por e-mail estão desligados. Ponha alertar_por_email = true em [MONITORAMENTO_SERVIDOR] e habilitado = true em [EMAIL], e reinicie o monitor.' }
    if ($s.Estado -eq 'inacessivel') { throw "o servidor já está inacessível ($($s.Mensagem)). Resolva a queda de verdade primeiro." }
    if (-not $s.ArquivoLog) { throw 'o programa não informa onde está o log. Atualize-o com install.ps1.' }
    # An outage of before may still owe its mails; they would be taken for those of this test.
    $calmo = Wait-RecuperacaoCondicao -Teste $Teste -Atividade 'Aguardando os e-mails da queda anterior' -Limite $Teste.LimiteConferencia -Condicao {
        $teste.Status.EmailsNaFila -eq 0 -and (Test-RecuperacaoCalma -Teste $teste)
    }
    if (-not $calmo) { throw "há $($Teste.Status.EmailsNaFila) e-mail(s) de antes que o servidor de e-mail ainda não aceitou. Confira com Test-MonitorConfiguracao e repita o teste." }
    Start-RecuperacaoMarca -Teste $Teste
    # From here on only what is new in the log counts.
    $log = [System.IO.FileInfo]::new($s.ArquivoLog)
    $Teste.Registros.Clear()
    $Teste.Posicao = if ($log.Exists) { $log.Length } else { [long]0 }
    $Teste.Base = @{ Recusados = $s.EmailsRecusados; Queda = $(if ($null -ne $s.UltimaQueda) { $s.UltimaQueda.Id }) }
    "em execução (processo $($s.Pid)), servidor acessível, verificação a cada $([int]$s.Intervalo.TotalSeconds) s"
}
