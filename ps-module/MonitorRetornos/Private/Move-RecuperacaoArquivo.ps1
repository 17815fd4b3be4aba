function Move-RecuperacaoArquivo {
    # Sets the processed test file aside, in Processados\Testes; answers in which folder. Never overwrites.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste)
    $processados = [string]$Teste.Status.PastaProcessados
    $nome = [System.IO.Path]::GetFileName($Teste.ArquivoTeste)
    $origem = [System.IO.Path]::Combine($processados, $nome)
    if (-not [System.IO.File]::Exists($origem)) { throw "$nome foi processado, mas não está em $processados." }
    $testes = [System.IO.Path]::Combine($processados, 'Testes')
    $null = [System.IO.Directory]::CreateDirectory($testes)
    [System.IO.File]::Move($origem, [System.IO.Path]::Combine($testes, $nome))
    [System.IO.Path]::Combine([System.IO.Path]::GetFileName($processados.TrimEnd('\', '/')), 'Testes')
}
