function Confirm-RecuperacaoResultado {
    # Step 6: the test file was processed once and carries no título, both mails were accepted (the ledger knows
    # when), and the file is set aside.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste)
    $nome = [System.IO.Path]::GetFileName($Teste.ArquivoTeste)
    $feito = "$nome processado com sucesso"
    $emails = [ordered]@{ queda = 'o e-mail de alerta'; recuperacao = 'o e-mail de recuperação' }
    $Teste.Faltas = @()
    $Teste.Entregas = @{}
    $completo = Wait-RecuperacaoCondicao -Teste $Teste -Atividade 'Conferindo log, e-mails e arquivo' -Limite $Teste.LimiteConferencia -Condicao {
        $faltas = @()
        if ((Measure-RecuperacaoLog -Teste $teste -Texto $feito) -eq 0) { $faltas += "o log não mostra '$feito'" }
        $teste.Entregas = Get-RecuperacaoEntrega -Teste $teste
        foreach ($tipo in $emails.Keys) {
            $entrega = $teste.Entregas[$tipo]
            if ($null -eq $entrega -or $null -eq $entrega.Aceita) { $faltas += "$($emails[$tipo]) não foi aceito pelo servidor de e-mail" }
        }
        $teste.Faltas = $faltas
        # A refusal for good does not mend by waiting.
        $faltas.Count -eq 0 -or $teste.Status.EmailsRecusados -gt $teste.Base.Recusados
    }
    if (-not $completo -or $Teste.Faltas.Count -gt 0) {
        $porque = @($Teste.Entregas.Values | Where-Object { $_.UltimoErro } | Select-Object -Last 1 | ForEach-Object { " Último erro: $($_.UltimoErro)" })
        throw "$($Teste.Faltas -join '; '). E-mails na fila: $($Teste.Status.EmailsNaFila); recusados: $($Teste.Status.EmailsRecusados).$porque Confira o e-mail com Test-MonitorConfiguracao -EnviarEmailDeTeste."
    }
    $vezes = Measure-RecuperacaoLog -Teste $Teste -Texto $feito
    if ($vezes -ne 1) { throw "o log devia mostrar uma única vez '$feito', e mostra $vezes." }
    if ($Teste.Entregas['recuperacao'].Aceita -lt $Teste.Entregas['queda'].Aceita) { throw 'o e-mail de recuperação foi aceito antes do de alerta.' }
    $resposta = Invoke-MonitorPrograma -Cmdlet $Teste.Cmdlet -Argumentos @('arquivos', "--nome=$nome", '--limite', '10') -Config $Teste.Config
    $achados = @(Get-MonitorCampo $resposta.Documento 'arquivos' @() | Where-Object { $_.nome -eq $nome } | ForEach-Object { ConvertTo-MonitorArquivo $_ })
    if ($achados.Count -ne 1 -or $achados[0].Situacao -ne 'processado') { throw "$nome devia estar uma vez no livro de registros, como processado; está $($achados.Count) vez(es): $(($achados | ForEach-Object { $_.Situacao }) -join ', ')." }
    if ($achados[0].Titulos -ne 0) { throw "$nome devia estar vazio, e o livro de registros conta $($achados[0].Titulos) título(s) nele." }
    $guardado = Move-RecuperacaoArquivo -Teste $Teste
    $queda = $Teste.Status.UltimaQueda
    "$nome processado uma vez e guardado em $guardado; 1 e-mail de alerta e 1 de recuperação aceitos$(if ($null -ne $queda) { "; $($queda.ArquivosProcessados) arquivo(s) processado(s) na volta" })"
}
