function Get-MonitorLivroVersao {
    # How the ledger of a configuration stands to a program: 'nenhum', 'antigo', 'atual', 'novo' (that program may not use
    # it), or nothing when the program could not say. Changes nothing.
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Programa,
        [Parameter(Mandatory = $true)] [string] $Config
    )
    try {
        $resposta = Invoke-MonitorExecutavel -Programa $Programa -Argumentos @('livro', 'versao', '--json', '--config', $Config)
        $situacao = [string](Get-MonitorCampo (ConvertFrom-Json -InputObject $resposta.Texto) 'situacao' '')
        if ($situacao -in 'nenhum', 'antigo', 'atual', 'novo') { return $situacao }
    }
    catch { Write-Verbose -Message "a versão do livro não se soube: $_" }
}
