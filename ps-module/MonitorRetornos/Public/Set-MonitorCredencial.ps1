function Set-MonitorCredencial {
    <#
    .SYNOPSIS
    Guarda a senha do e-mail ou outro segredo, cifrado para este computador.

    .DESCRIPTION
    Cifra a senha com a DPAPI do Windows (escopo do computador, com um ingrediente próprio do
    MonitorRetornos) e a grava em credencial.dat (outro segredo: credencial-NOME.dat), na pasta de dados, que só SYSTEM, os administradores
    e a conta da tarefa podem ler. O monitor passa a usá-la no próximo e-mail, sem reiniciar.
    A senha nunca aparece em argumentos, no log ou na saída. O arquivo só vale neste computador.

    .PARAMETER Senha
    A senha, como texto protegido. Sem ela e sem -Credencial, é pedida no console, sem eco.

    .PARAMETER Credencial
    Uma credencial pronta; só a senha é usada. O usuário é o de [EMAIL] usuario, no config.ini.

    .PARAMETER Segredo
    O que se guarda: senha (do e-mail, o padrão), oauth2 (segredo do cliente), teams (URL do fluxo),
    telegram (token do robô), webhook (chave da assinatura) ou livro (senha do PostgreSQL).

    .PARAMETER Config
    O config.ini do monitor; diz qual é a pasta de dados. Padrão: %ProgramData%\MonitorRetornos\config.ini.

    .PARAMETER Conta
    A conta que deve poder ler o arquivo. Sem ela, a conta da Tarefa Agendada MonitorRetornos.

    .PARAMETER LimparConfig
    Depois de guardar, apaga a senha que estava em texto aberto no config.ini.

    .PARAMETER Remover
    Apaga a senha guardada.

    .EXAMPLE
    Set-MonitorCredencial

    Pede a senha e a guarda.

    .EXAMPLE
    Set-MonitorCredencial -Segredo teams -LimparConfig

    Pede a URL do fluxo do Teams, guarda-a e a tira do config.ini.

    .EXAMPLE
    Set-MonitorCredencial -Credencial (Get-Credential monitor@exemplo.org.br) -LimparConfig

    Guarda a senha e a tira do config.ini.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Credencial: Arquivo, Guardada, Conta.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(SupportsShouldProcess = $true, DefaultParameterSetName = 'Senha')]
    [OutputType('MonitorRetornos.Credencial')]
    param(
        [Parameter(ParameterSetName = 'Senha', Position = 0)] [ValidateNotNull()] [Alias('Password')] [System.Security.SecureString] $Senha,
        [Parameter(ParameterSetName = 'Credencial', Mandatory = $true)] [ValidateNotNull()] [Alias('Credential')] [System.Management.Automation.Credential()] [System.Management.Automation.PSCredential] $Credencial,
        [ValidateSet('senha', 'oauth2', 'teams', 'telegram', 'webhook', 'livro')] [string] $Segredo = 'senha',
        [ValidateNotNullOrEmpty()] [string] $Config,
        [Parameter(ParameterSetName = 'Senha')] [Parameter(ParameterSetName = 'Credencial')] [ValidateNotNullOrEmpty()] [string] $Conta,
        [Parameter(ParameterSetName = 'Senha')] [Parameter(ParameterSetName = 'Credencial')] [switch] $LimparConfig,
        [Parameter(ParameterSetName = 'Remover', Mandatory = $true)] [switch] $Remover
    )
    $Config = if ($Config) { Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Config } else { [System.IO.Path]::Combine((Get-MonitorPastaDados), 'config.ini') }
    $dados = Get-MonitorPastaDados -Config $Config
    $arquivo = [System.IO.Path]::Combine($dados, $(if ($Segredo -eq 'senha') { 'credencial.dat' } else { "credencial-$($Segredo.ToLowerInvariant()).dat" }))
    # What is asked for, and where it may stand in config.ini.
    $pedido, $secao, $chave = switch ($Segredo) {
        'oauth2' { 'Segredo do cliente (OAuth 2.0)', '', '' }
        'teams' { 'URL do fluxo do Teams', 'TEAMS', 'url' }
        'telegram' { 'Token do robô do Telegram', 'TELEGRAM', 'token' }
        'webhook' { 'Chave da assinatura do webhook', 'WEBHOOK', 'segredo' }
        'livro' { 'Senha do livro de registro (PostgreSQL)', '', '' }
        default { 'Senha do servidor de e-mail', 'EMAIL', 'senha' }
    }
    $resultado = New-MonitorObjeto 'MonitorRetornos.Credencial' ([ordered]@{ Arquivo = $arquivo; Guardada = $false; Conta = '' })

    if ($Remover) {
        if (-not [System.IO.File]::Exists($arquivo)) { Write-Warning -Message 'Não havia senha guardada.'; return $resultado }
        if ($PSCmdlet.ShouldProcess($arquivo, 'Apagar a senha guardada')) { [System.IO.File]::Delete($arquivo); $resultado }
        return
    }
    if ($Credencial) { $Senha = $Credencial.Password }
    if ($null -eq $Senha) { $Senha = Read-Host -Prompt $pedido -AsSecureString }
    if ($null -eq $Senha -or $Senha.Length -eq 0) {
        $PSCmdlet.ThrowTerminatingError((New-MonitorErro -Id 'SenhaVazia' -Categoria InvalidArgument -Alvo $arquivo `
                    -Mensagem 'A senha está vazia.' -Proximo 'passe a senha, ou use -Remover para apagar a que está guardada.'))
    }
    if (-not $Conta) {
        $tarefa = Get-MonitorTarefa
        $Conta = if ($null -ne $tarefa -and "$($tarefa.Principal.UserId)") { "$($tarefa.Principal.UserId)" } else { 'S-1-5-18' }
    }
    if ($Conta -in 'SYSTEM', 'SISTEMA') { $Conta = 'S-1-5-18' }
    if (-not $PSCmdlet.ShouldProcess($arquivo, "Guardar: $pedido")) { return }

    try {
        $null = [System.IO.Directory]::CreateDirectory($dados)
        # Closed before it becomes the file in use; at no moment is it open to others, or half written.
        $novo = "$arquivo.novo"
        [System.IO.File]::WriteAllBytes($novo, [byte[]]@())
        Set-MonitorAcesso -Caminho $novo -Conta $Conta
        [System.IO.File]::WriteAllBytes($novo, [byte[]](Protect-MonitorSegredo -Segredo $Senha))
        if ([System.IO.File]::Exists($arquivo)) { [System.IO.File]::Delete($arquivo) }
        [System.IO.File]::Move($novo, $arquivo)
    }
    catch {
        if ([System.IO.File]::Exists("$arquivo.novo")) { [System.IO.File]::Delete("$arquivo.novo") }
        $PSCmdlet.ThrowTerminatingError((New-MonitorErro -Id 'CredencialNaoGuardada' -Categoria WriteError -Alvo $arquivo -Causa $_.Exception `
                    -Mensagem "A senha não pôde ser guardada em '$arquivo': $($_.Exception.Message)" `
                    -Proximo 'rode no próprio servidor (Windows), num PowerShell de administrador.'))
    }
    if ($secao -and [System.IO.File]::Exists($Config)) {
        $achada = Find-MonitorConfigLinha -Linhas (Read-MonitorConfig -Caminho $Config) -Secao $secao -Chave $chave
        if ($null -ne $achada -and $achada.Valor) {
            if ($LimparConfig) { Set-MonitorIniValor -Caminho $Config -Secao $secao -Chave $chave -Valor '' }
            else { Write-Warning -Message "O config.ini ainda tem o segredo em texto aberto, em [$secao] $chave ($Config); rode de novo com -LimparConfig." }
        }
    }
    $resultado.Guardada = $true
    $resultado.Conta = $Conta
    $resultado
}
