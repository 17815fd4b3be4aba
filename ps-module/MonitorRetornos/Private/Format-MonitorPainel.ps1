function Format-MonitorPainel {
    # The frame of Show-MonitorPainel as text, each line padded to the width.
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] $Status,
        [AllowEmptyCollection()] [object[]] $Registros = @(),
        [int] $Largura = 80,
        [Parameter(Mandatory = $true)] [datetime] $Agora
    )
    $s = $Status
    $sinal = switch ($s.Estado) {
        'operacional' { '[ OK ] OPERACIONAL' }
        'inacessivel' { '[ !! ] SERVIDOR INACESSÍVEL' }
        'desabilitado' { '[ -- ] PROCESSANDO, ALERTAS DESLIGADOS' }
        default { '[ XX ] PARADO' }
    }
    $desde = if ($null -ne $s.Desde) { " desde $($s.Desde.ToString('dd/MM/yyyy HH:mm:ss')) ($(Format-MonitorDuracao ($Agora - $s.Desde)))" } else { '' }
    $linhas = [System.Collections.Generic.List[string]]::new()
    $linhas.Add("MonitorRetornos $($s.Versao)   $($Agora.ToString('dd/MM/yyyy HH:mm:ss'))   Q fecha")
    $linhas.Add('=' * [Math]::Min($Largura - 1, 100))
    $linhas.Add("$sinal$desde")
    if ($s.Papel -eq 'reserva') { $linhas.Add("Papel        reserva; $(if ($s.AtivoEm) { "ativo em $($s.AtivoEm)" } else { 'nenhum ativo no momento' })") }
    if ($s.SemSinalDeVida) { $linhas.Add("ATENÇÃO: o processo $($s.Pid) não dá sinal de vida desde $('{0:dd/MM/yyyy HH:mm:ss}' -f $s.Batimento)") }
    if ($s.Mensagem) { $linhas.Add("Diagnóstico  $($s.Diagnostico): $($s.Mensagem)") }
    if ($s.AvisoLivro) { $linhas.Add("Livro        $($s.AvisoLivro)") }
    $linhas.Add("Pasta        $($s.Pasta)")
    $proxima = if ($null -ne $s.ProximaVerificacao) { " (próxima em $([Math]::Max(0, [int]($s.ProximaVerificacao - $Agora).TotalSeconds)) s)" } else { '' }
    if ($null -ne $s.UltimaVerificacao) { $linhas.Add("Verificação  $($s.UltimaVerificacao.ToString('dd/MM/yyyy HH:mm:ss'))$proxima") }
    $linhas.Add("Arquivos     $($s.Pendentes) pendente(s); hoje $($s.ProcessadosHoje) processado(s), $($s.RecusadosHoje) recusado(s)")
    foreach ($p in @($s.ComProblema | Select-Object -First 3)) { $linhas.Add("Problema     $($p.Nome): $($p.Motivo)") }
    if ($null -ne $s.UltimoArquivo) { $linhas.Add("Último       $($s.UltimoArquivo.Nome) ($($s.UltimoArquivo.Situacao))") }
    if ($null -ne $s.UltimaQueda) {
        $fim = if ($s.UltimaQueda.EmAndamento) { 'em andamento' } else { "voltou $($s.UltimaQueda.Fim.ToString('dd/MM HH:mm'))" }
        $linhas.Add("Última queda $($s.UltimaQueda.Inicio.ToString('dd/MM HH:mm')), $(Format-MonitorDuracao $s.UltimaQueda.Duracao), $fim$(if ($s.UltimaQueda.Teste) { ' (teste)' })")
    }
    $linhas.Add("E-mails      $($s.EmailsNaFila) na fila, $($s.EmailsRecusados) recusado(s)")
    $linhas.Add('-' * [Math]::Min($Largura - 1, 100))
    foreach ($r in $Registros) { $linhas.Add("$($r.Data.ToString('HH:mm:ss')) $($r.Nivel.PadRight(8)) $($r.Mensagem)") }
    # Control characters of a hostile file name never reach the terminal.
    ($linhas | ForEach-Object {
            $texto = $_ -replace '[\x00-\x1f\x7f-\x9f]', '?'
            if ($texto.Length -ge $Largura) { $texto.Substring(0, $Largura - 1) } else { $texto.PadRight($Largura - 1) }
        }) -join [System.Environment]::NewLine
}
