function Start-RecuperacaoQueda {
    # Step 2: the folder goes out of reach, by our own renaming or by a person's hand.
    [CmdletBinding()]
    [OutputType([string])]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'confirmed by Test-Recuperacao')]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste)
    if ($Teste.Modo -eq 'Automatico') {
        $novo = Get-RecuperacaoNome -Pasta $Teste.Pasta
        # Set before the move: if Ctrl+C falls between the two, putting back what did not move is harmless.
        $Teste.Renomeada = $novo
        $erro = Move-RecuperacaoPasta -De $Teste.Pasta -Para $novo
        if ($erro) { $Teste.Renomeada = $null; throw "a pasta não pôde ser renomeada: $erro. Nada mudou; feche o que a mantém aberta, ou faça o teste guiado (Test-Recuperacao)." }
        Add-RecuperacaoArquivo -Teste $Teste -Pasta $novo
        return "pasta renomeada para $([System.IO.Path]::GetFileName($novo)); arquivo de teste $([System.IO.Path]::GetFileName($Teste.ArquivoTeste)) posto nela"
    }
    Write-RecuperacaoTela -Teste $Teste -Texto @"
AGORA: deixe a pasta fora de alcance, de um destes modos:
   - renomeie, no servidor, a pasta $($Teste.Pasta); ou
   - desconecte a unidade de rede, ou o cabo de rede do servidor.
Você tem $($Teste.LimiteAcao) segundos; o teste segue sozinho assim que perceber. Ctrl+C desiste.
"@
    $feito = Wait-RecuperacaoCondicao -Teste $Teste -Atividade 'Aguardando você desligar a pasta' -Limite $Teste.LimiteAcao -Condicao {
        $teste.Status.Estado -eq 'inacessivel' -or -not [System.IO.Directory]::Exists($teste.Pasta)
    }
    if (-not $feito) { throw "a pasta continuou acessível por $($Teste.LimiteAcao) segundos. Repita o teste e deixe-a fora de alcance quando for pedido." }
    'a pasta ficou fora de alcance'
}
