function Confirm-MonitorAntes {
    # What the account of the task, the new program and the configuration make of each other, asked before anything changes:
    # folder, permission, mail, disk, the ledger's server. Throws what must stop an installation; the rest is a warning.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [hashtable] $Instalacao,
        [Parameter(Mandatory = $true)] [string] $Origem,
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string[]] $Linhas,
        [Parameter(Mandatory = $true)] $Conta,
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Dono,
        [System.Management.Automation.PSCredential] $Credencial,
        # The account is new to this installation: then a folder that it does not reach is its fault.
        [switch] $ContaNova,
        # The password of the ledger that is going to be stored.
        [System.Security.SecureString] $SenhaLivro,
        # What is said of the ledger is new to this installation: then a server that does not answer is its fault.
        [switch] $LivroNovo
    )
    Write-MonitorPasso "Verificando, com a conta $($Conta.Nome), a pasta de retornos, o e-mail e o disco..."
    $palco = $null
    try {
        $palco = New-MonitorPalco -Instalacao $Instalacao -Origem $Origem -Linhas $Linhas -Dono $Dono -SenhaLivro $SenhaLivro
        $pergunta = @{ Modelo = [System.IO.Path]::Combine($Origem, 'tasks', 'MonitorRetornos.xml'); Programa = $palco.Programa; Config = $palco.Config; Resposta = $palco.Resposta; Conta = $Conta }
        if ($null -ne $Credencial) { $pergunta['Credencial'] = $Credencial }
        try { $codigo = Test-MonitorAcessoConta @pergunta }
        catch {
            throw (New-MonitorErro -Id 'ContaNaoServe' -Categoria PermissionDenied -Alvo $Conta.Nome -Causa $_.Exception `
                        -Mensagem "A conta $($Conta.Nome) não pode rodar uma tarefa: $($_.Exception.Message) Nada foi mudado." `
                        -Proximo 'confira a conta e a senha, e o direito "Fazer logon como um trabalho em lotes".')
        }
        $falhas = @()
        $livro = @()
        if ([System.IO.File]::Exists($palco.Resposta)) {
            try {
                $itens = @((Get-MonitorCampo (ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($palco.Resposta))) 'itens' @()) | Where-Object { $_.situacao -eq 'falha' -and $_.item -ne 'monitor' })
                $falhas = @($itens | ForEach-Object { "$($_.item): $($_.mensagem)" })
                $livro = @($itens | Where-Object { $_.item -eq 'dados' } | ForEach-Object { [string]$_.mensagem })
            }
            catch { Write-Verbose -Message "a resposta não se lê: $_" }
        }
    }
    finally { if ($null -ne $palco) { try { [System.IO.Directory]::Delete($palco.Pasta, $true) } catch { Write-Warning -Message "'$($palco.Pasta)' não pôde ser apagada; pode apagá-la." } } }
    $escrita = Find-MonitorConfigLinha -Linhas $Linhas -Secao 'CAMINHOS' -Chave 'pasta_retorno'
    $onde = if ($null -ne $escrita) { $escrita.Valor } else { 'a pasta de retornos' }
    $disso = if ($falhas.Count -gt 0) { " ($($falhas -join '; '))" } else { '' }
    $motor = Find-MonitorConfigLinha -Linhas $Linhas -Secao 'LIVRO_DE_REGISTRO' -Chave 'motor'
    if ($LivroNovo -and $livro.Count -gt 0 -and $null -ne $motor -and $motor.Valor -eq 'postgresql') {
        throw (New-MonitorErro -Id 'LivroNaoResponde' -Categoria ConnectionError -Alvo $Instalacao.Config `
                    -Mensagem "O livro de registro em PostgreSQL não responde à conta $($Conta.Nome): $($livro -join '; '). Nada foi mudado." `
                    -Proximo 'confira servidor, banco e usuario em [LIVRO_DE_REGISTRO], a senha (-SenhaLivro), o certificado e o firewall; se o servidor está desligado agora, rode com -SemVerificarConta.')
    }
    switch ($codigo) {
        0 { Write-MonitorPasso 'Tudo responde à conta.' }
        2 {
            throw (New-MonitorErro -Id 'ConfigRecusada' -Categoria InvalidData -Alvo $Instalacao.Config `
                        -Mensagem "O programa recusa a configuração$disso. Nada foi mudado." -Proximo 'corrija o config.ini (MonitorRetornos.exe verificar --config ARQUIVO diz onde) e rode de novo.')
        }
        6 {
            if ($ContaNova) {
                throw (New-MonitorErro -Id 'ContaNaoAlcanca' -Categoria PermissionDenied -Alvo $Conta.Nome `
                            -Mensagem "A conta $($Conta.Nome) não alcança $onde$disso. Nada foi mudado." `
                            -Proximo 'dê a ela permissão no compartilhamento e na pasta; se o servidor está desligado agora, rode com -SemVerificarConta.')
            }
            Write-Warning -Message "A conta $($Conta.Nome) não alcança $onde$disso. Confira a permissão dela no compartilhamento e na pasta, e Test-MonitorConfiguracao."
        }
        default { Write-Warning -Message "A verificação com a conta $($Conta.Nome) não deu certo (código $codigo)$disso; confira com Test-MonitorConfiguracao." }
    }
}
