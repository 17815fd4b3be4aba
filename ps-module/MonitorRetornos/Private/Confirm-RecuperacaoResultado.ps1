function Confirm-RecuperacaoResultado {
    # Step 6: the test file was processed once and carries no título, both mails were accepted, and the
    # file is set aside.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste)
    $nome = [System.IO.Path]::GetFileName($Teste.ArquivoTeste)
    $alerta = 'Alerta por email enviado sobre servidor inacessível'
    $volta = 'Email de recuperação enviado'
    $Teste.Faltas = @()
    $completo = Wait-RecuperacaoCondicao -Teste $Teste -Atividade 'Conferindo log, e-mails e arquivo' -Limite $Teste.LimiteConferencia -Condicao {
        $faltas = @()
        if ((Measure-RecuperacaoLog -Teste $teste -Texto "$nome processado com sucesso") -eq 0) { $faltas += "o log não mostra '$nome processado com sucesso'" }
        if ((Measure-RecuperacaoLog -Teste $teste -Texto $alerta) -eq 0) { $faltas += 'o e-mail de alerta não foi aceito pelo servidor de e-mail' }
        if ((Measure-RecuperacaoLog -Teste $teste -Texto $volta) -eq 0) { $faltas += 'o e-mail de recuperação não foi aceito pelo servidor de e-mail' }
        $teste.Faltas = $faltas
        # A refusal for good does not mend by waiting.
        $faltas.Count -eq 0 -or $teste.Status.EmailsRecusados -gt $teste.Base.Recusados
    }
    if (-not $completo -or $Teste.Faltas.Count -gt 0) {
        $porque = @($Teste.Registros | Where-Object { $_.Nivel -in 'WARNING', 'ERROR' -and $_.Mensagem -match 'email' } | Select-Object -Last 1 | ForEach-Object { " Último aviso no log: $($_.Mensagem)" })
        throw "$($Teste.Faltas -join '; '). E-mails na fila: $($Teste.Status.EmailsNaFila); recusados: $($Teste.Status.EmailsRecusados).$porque Confira o e-mail com Test-MonitorConfiguracao -EnviarEmailDeTeste."
    }
    foreach ($texto in "$nome processado com sucesso", $alerta, $volta) {
        $vezes = Measure-RecuperacaoLog -Teste $Teste -Texto $texto
        if ($vezes -ne 1) { throw "o log devia mostrar uma única vez '$texto', e mostra $vezes." }
    }
    $resposta = Invoke-MonitorPrograma -Cmdlet $Teste.Cmdlet -Argumentos @('arquivos', "--nome=$nome", '--limite', '10') -Config $Teste.Config
    $achados = @(Get-MonitorCampo $resposta.Documento 'arquivos' @() | Where-Object { $_.nome -eq $nome } | ForEach-Object { ConvertTo-MonitorArquivo $_ })
    if ($achados.Count -ne 1 -or $achados[0].Situacao -ne 'processado') { throw "$nome devia estar uma vez no livro de registros, como processado; está $($achados.Count) vez(es): $(($achados | ForEach-Object { $_.Situacao }) -join ', ')." }
    if ($achados[0].Titulos -ne 0) { throw "$nome devia estar vazio, e o livro de registros conta $($achados[0].Titulos) título(s) nele." }
    $guardado = Move-RecuperacaoArquivo -Teste $Teste
    $queda = $Teste.Status.UltimaQueda
    "$nome processado uma vez e guardado em $guardado; 1 e-mail de alerta e 1 de recuperação aceitos$(if ($null -ne $queda) { "; $($queda.ArquivosProcessados) arquivo(s) processado(s) na volta" })"
}
