function New-MonitorPalco {
    # The program of the package with the configuration to be, in a folder of its own that the account of the task can use:
    # what they do together is known before anything of an installation changes. Answers { Pasta; Programa; Config; Resposta }.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'confirmed by Install-MonitorRetornos')]
    param(
        [Parameter(Mandatory = $true)] [hashtable] $Instalacao,
        [Parameter(Mandatory = $true)] [string] $Origem,
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string[]] $Linhas,
        # SID or name of the account, empty for SYSTEM.
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Dono,
        # The password of the ledger that is going to be stored.
        [System.Security.SecureString] $SenhaLivro
    )
    $pasta = "$($Instalacao.Programa).verificacao"
    if ([System.IO.Directory]::Exists($pasta)) { [System.IO.Directory]::Delete($pasta, $true) }
    $null = [System.IO.Directory]::CreateDirectory($pasta)
    Set-MonitorAcesso -Caminho $pasta -Conta $Dono -Direito Alteracao
    $programa = [System.IO.Path]::Combine($pasta, 'MonitorRetornos.exe')
    [System.IO.File]::Copy([System.IO.Path]::Combine($Origem, 'MonitorRetornos.exe'), $programa)
    $config = [System.IO.Path]::Combine($pasta, 'config.ini')
    [System.IO.File]::WriteAllText($config, ($Linhas -join "`r`n"), [System.Text.UTF8Encoding]::new($false))
    # What is relative is so to the place where the configuration is going to lie; the data of the trial stay in the trial.
    foreach ($lugar in @('CAMINHOS', 'pasta_retorno'), @('CAMINHOS', 'pasta_processados'), @('CAMINHOS', 'pasta_erro'), @('EMAIL', 'oauth2_chave'), @('LIVRO_DE_REGISTRO', 'certificado_ca'), @('RELATORIO', 'arquivo'), @('METRICAS', 'arquivo')) {
        $achada = Find-MonitorConfigLinha -Linhas $Linhas -Secao $lugar[0] -Chave $lugar[1]
        if ($null -eq $achada -or -not $achada.Valor) { continue }
        $inteiro = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($Instalacao.Dados, $achada.Valor))
        if ($inteiro -ne $achada.Valor) { Set-MonitorIniValor -Caminho $config -Secao $lugar[0] -Chave $lugar[1] -Valor $inteiro }
    }
    Set-MonitorIniValor -Caminho $config -Secao 'CAMINHOS' -Chave 'pasta_dados' -Valor ([System.IO.Path]::Combine($pasta, 'dados'))
    Set-MonitorIniValor -Caminho $config -Secao 'LOGS' -Chave 'arquivo_log' -Valor ([System.IO.Path]::Combine($pasta, 'verificacao.log'))
    if ([System.IO.File]::Exists($Instalacao.Config)) {
        $dados = Get-MonitorPastaDados -Config $Instalacao.Config
        if ([System.IO.Directory]::Exists($dados)) {
            $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::Combine($pasta, 'dados'))
            foreach ($cofre in [System.IO.Directory]::GetFiles($dados, 'credencial*.dat')) { [System.IO.File]::Copy($cofre, [System.IO.Path]::Combine($pasta, 'dados', [System.IO.Path]::GetFileName($cofre))) }
        }
    }
    if ($null -ne $SenhaLivro) {
        # The folder is closed to all but the account already.
        $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::Combine($pasta, 'dados'))
        [System.IO.File]::WriteAllBytes([System.IO.Path]::Combine($pasta, 'dados', 'credencial-livro.dat'), [byte[]](Protect-MonitorSegredo -Segredo $SenhaLivro))
    }
    [pscustomobject]@{ Pasta = $pasta; Programa = $programa; Config = $config; Resposta = [System.IO.Path]::Combine($pasta, 'resposta.json') }
}
