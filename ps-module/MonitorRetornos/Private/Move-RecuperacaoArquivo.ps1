function Move-RecuperacaoArquivo {
    # Sets the processed test file aside, in Processados\Testes; answers where it is. Never overwrites.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste)
    $processados = [string]$Teste.Status.PastaProcessados
    $nome = [System.IO.Path]::GetFileName($Teste.ArquivoTeste)
    $origem = [System.IO.Path]::Combine($processados, $nome)
    if (-not [System.IO.File]::Exists($origem)) { throw "$nome foi processado, mas não está em $processados." }
    $testes = [System.IO.Path]::Combine($processados, 'Testes')
    $null = [System.IO.Directory]::CreateDirectory($testes)
    $destino = [System.IO.Path]::Combine($testes, $nome)
    [System.IO.File]::Move($origem, $destino)
    $destino
}
