function Stop-RecuperacaoQueda {
    # Step 4: the folder comes back.
    [CmdletBinding()]
    [OutputType([string])]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'confirmed by Test-Recuperacao')]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste)
    if ($Teste.Modo -eq 'Automatico') {
        $erro = Move-RecuperacaoPasta -De $Teste.Renomeada -Para $Teste.Pasta
        if ($erro) { throw "a pasta não pôde voltar ao nome: $erro. Renomeie '$($Teste.Renomeada)' para '$($Teste.Pasta)', ou rode Test-Recuperacao outra vez." }
        $Teste.Renomeada = $null
        return "pasta de volta ao nome $([System.IO.Path]::GetFileName($Teste.Pasta))"
    }
    Write-RecuperacaoTela -Teste $Teste -Texto @"
QUEDA PERCEBIDA. AGORA: desfaça o que fez (devolva o nome da pasta, ou reconecte a unidade ou o cabo).
Você tem $($Teste.LimiteAcao) segundos; o teste segue sozinho assim que a pasta voltar.
"@
    $feito = Wait-RecuperacaoCondicao -Teste $Teste -Atividade 'Aguardando você religar a pasta' -Limite $Teste.LimiteAcao -Condicao { [System.IO.Directory]::Exists($teste.Pasta) }
    if (-not $feito) { throw "a pasta não voltou em $($Teste.LimiteAcao) segundos. Devolva-a; o monitor continua esperando e se recupera sozinho." }
    Add-RecuperacaoArquivo -Teste $Teste -Pasta $Teste.Pasta
    "a pasta voltou; arquivo de teste $([System.IO.Path]::GetFileName($Teste.ArquivoTeste)) posto nela"
}
