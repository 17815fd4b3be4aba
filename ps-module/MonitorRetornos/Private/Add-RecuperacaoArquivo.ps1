function Add-RecuperacaoArquivo {
    # Asks the program for a marked, empty return file in this folder.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste, [Parameter(Mandatory = $true)] [string] $Pasta)
    $resposta = Invoke-MonitorPrograma -Cmdlet $Teste.Cmdlet -Argumentos @('arquivo-teste', '--pasta', $Pasta) -Config $Teste.Config
    $Teste.ArquivoTeste = [string](Get-MonitorCampo $resposta.Documento 'arquivo' '')
    if (-not $Teste.ArquivoTeste) { throw 'o programa não disse onde pôs o arquivo de teste.' }
}
