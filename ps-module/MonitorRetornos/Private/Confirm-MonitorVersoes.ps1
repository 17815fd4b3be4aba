function Confirm-MonitorVersoes {
    # Do the parts of the package belong together, and can its program work on the ledger that is installed? Asked of the
    # program itself before anything changes; throws what must stop an installation.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseSingularNouns', '', Justification = 'several versions are compared')]
    param(
        [Parameter(Mandatory = $true)] [hashtable] $Instalacao,
        [Parameter(Mandatory = $true)] [string] $Origem,
        # The module's.
        [Parameter(Mandatory = $true)] [string] $Versao
    )
    $programa = [System.IO.Path]::Combine($Origem, 'MonitorRetornos.exe')
    $porque = ''
    try {
        $resposta = Invoke-MonitorExecutavel -Programa $programa -Argumentos @('--version')
        if ($resposta.CodigoSaida -ne 0) { $porque = "terminou com o código $($resposta.CodigoSaida)" }
    }
    catch { $porque = $_.Exception.GetBaseException().Message }
    if ($porque) {
        throw (New-MonitorErro -Id 'ProgramaNaoRoda' -Categoria InvalidData -Alvo $programa `
                    -Mensagem "O programa do pacote, '$programa', não roda neste computador: $porque. Nada foi mudado." `
                    -Proximo 'extraia o zip outra vez (confira o SHA256SUMS.txt), e veja se o antivírus ou uma política bloqueia o programa.')
    }
    if ($resposta.Texto -ne $Versao) {
        throw (New-MonitorErro -Id 'VersoesDiferentes' -Categoria InvalidData -Alvo $programa `
                    -Mensagem "O pacote mistura versões: o programa é $($resposta.Texto) e o módulo é $Versao. Nada foi mudado." `
                    -Proximo 'extraia o zip inteiro numa pasta vazia e rode o install.ps1 de dentro dela.')
    }
    if (-not [System.IO.File]::Exists($Instalacao.Config)) { return }
    $livro = Get-MonitorLivroVersao -Programa $programa -Config $Instalacao.Config
    if ($livro -eq 'novo') {
        throw (New-MonitorErro -Id 'LivroMaisNovo' -Categoria InvalidOperation -Alvo $Instalacao.Config `
                    -Mensagem "O livro de registro desta instalação é de uma versão mais nova que a $Versao, que não sabe usá-lo. Nada foi mudado; o monitor continua como estava." `
                    -Proximo 'instale a versão que já estava, ou uma mais nova. Para voltar mesmo assim, veja "E ao passar para uma versão nova?" no README.')
    }
    if ($livro -eq 'antigo') { Write-MonitorPasso 'O livro de registro vai ser atualizado no primeiro início; uma cópia de como ele é fica ao lado.' }
    elseif (-not $livro) { Write-Warning -Message 'Não se soube a versão do livro de registro; se ele for de uma versão mais nova, o programa se recusa a iniciar e a versão anterior volta.' }
}
