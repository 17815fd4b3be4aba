#Requires -Version 5.1
<#
.SYNOPSIS
Instala, atualiza, repara ou remove o MonitorRetornos neste computador.

.DESCRIPTION
Confere o computador, copia o programa, instala o módulo PowerShell para todos, fecha a pasta de dados a quem não
precisa dela, registra as Tarefas Agendadas e inicia o monitor. Rodar outra vez atualiza ou repara: configuração e
dados ficam como estão. Se algo falha no meio, o monitor que já existia volta a rodar, e basta rodar de novo.
Serve no Windows PowerShell 5.1 e no PowerShell 7, como administrador.

.PARAMETER Conta
Com que conta o monitor roda: uma gMSA (DOMINIO\nome$), um usuário do domínio (com -Credencial) ou SYSTEM, o padrão.
Numa atualização, sem -Conta e sem -Credencial, fica a conta que já está na tarefa.

.PARAMETER Credencial
Conta e senha de um usuário do domínio. A senha vai ao Agendador de Tarefas e a nenhum outro lugar.

.PARAMETER Config
Um config.ini que já existe, por exemplo o do sistema antigo, para ser usado nesta instalação. A senha de e-mail que
estiver nele passa para o cofre protegido. Se a instalação já tem configuração, a dela vale e este é recusado.

.PARAMETER PastaPrograma
Onde fica o programa. Padrão: %ProgramFiles%\MonitorRetornos.

.PARAMETER PastaDados
Onde ficam a configuração e os dados. Padrão: %ProgramData%\MonitorRetornos.

.PARAMETER PastaModulos
Onde ficam os módulos PowerShell de todos. Padrão: %ProgramFiles%\WindowsPowerShell\Modules, que as duas edições leem.

.PARAMETER SemNotificacoes
Não instala a tarefa que mostra notificações na tela.

.PARAMETER SemVerificarConta
Não verifica se a conta alcança a pasta de retornos.

.PARAMETER NaoIniciar
Não inicia o monitor no fim; a tarefa fica desabilitada até Start-MonitorRetornos.

.PARAMETER Desinstalar
Remove tarefas, módulo e programa. A pasta de dados (configuração, registros, logs) fica.

.EXAMPLE
.\install.ps1 -Conta 'DOMINIO\monitor$'

Instala com uma conta de serviço gerenciada (gMSA).

.EXAMPLE
.\install.ps1 -Credencial (Get-Credential 'DOMINIO\svc-monitor') -Config D:\Antigo\config.ini

Instala com um usuário do domínio e com a configuração do sistema antigo.

.EXAMPLE
.\install.ps1 -WhatIf

Mostra o que seria feito, sem fazer nada.

.EXAMPLE
.\install.ps1 -Desinstalar

Remove tudo, menos a pasta de dados.

.OUTPUTS
MonitorRetornos.Status, a situação no fim da instalação. Com -Desinstalar ou -WhatIf, nada.
#>
[CmdletBinding(SupportsShouldProcess = $true, DefaultParameterSetName = 'Instalar')]
param(
    [Parameter(ParameterSetName = 'Instalar')] [ValidateNotNullOrEmpty()] [string] $Conta,
    [Parameter(ParameterSetName = 'Instalar')] [ValidateNotNull()] [System.Management.Automation.PSCredential] $Credencial,
    [Parameter(ParameterSetName = 'Instalar')] [ValidateNotNullOrEmpty()] [string] $Config,
    [ValidateNotNullOrEmpty()] [string] $PastaPrograma = [System.IO.Path]::Combine([System.Environment]::GetFolderPath('ProgramFiles'), 'MonitorRetornos'),
    [ValidateNotNullOrEmpty()] [string] $PastaDados = [System.IO.Path]::Combine([System.Environment]::GetFolderPath('CommonApplicationData'), 'MonitorRetornos'),
    [ValidateNotNullOrEmpty()] [string] $PastaModulos = [System.IO.Path]::Combine([System.Environment]::GetFolderPath('ProgramFiles'), 'WindowsPowerShell', 'Modules'),
    [Parameter(ParameterSetName = 'Instalar')] [switch] $SemNotificacoes,
    [Parameter(ParameterSetName = 'Instalar')] [switch] $SemVerificarConta,
    [Parameter(ParameterSetName = 'Instalar')] [switch] $NaoIniciar,
    [Parameter(ParameterSetName = 'Desinstalar', Mandatory = $true)] [switch] $Desinstalar
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$PastaPrograma = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($PastaPrograma)
$PastaDados = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($PastaDados)
$PastaModulos = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($PastaModulos)

# What the program folder holds; the uninstaller removes these names and nothing else.
$itensDoPrograma = @('MonitorRetornos.exe', 'tasks', 'install.ps1', 'README.md', 'LICENSE')
$tarefas = @('MonitorRetornos', 'MonitorRetornos-Notificacoes')
$chaveEventos = 'HKLM\SYSTEM\CurrentControlSet\Services\EventLog\Application\MonitorRetornos'
$chaveAmbiente = 'HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment'
$chaveAvisos = 'HKLM\SOFTWARE\Classes\AppUserModelId\MonitorRetornos'
$pastaDoModulo = [System.IO.Path]::Combine($PastaModulos, 'MonitorRetornos')
$configInstalado = [System.IO.Path]::Combine($PastaDados, 'config.ini')

function Write-Passo([string] $Texto) { Write-Information -MessageData $Texto -InformationAction Continue }

function New-Falha([string] $Id, [string] $Categoria, [string] $Mensagem, $Alvo) {
    [System.Management.Automation.ErrorRecord]::new([System.InvalidOperationException]::new($Mensagem), $Id, $Categoria, $Alvo)
}

# The module of this package; from the installed folder, the installed one.
function Get-ModuloDoPacote {
    $candidatos = @([System.IO.Path]::Combine($PSScriptRoot, 'ps-module', 'MonitorRetornos', 'MonitorRetornos.psd1'))
    if ([System.IO.Directory]::Exists($pastaDoModulo)) {
        $candidatos += @([System.IO.Directory]::GetFiles($pastaDoModulo, 'MonitorRetornos.psd1', 'AllDirectories') | Sort-Object -Descending)
    }
    foreach ($manifesto in $candidatos) {
        if (-not [System.IO.File]::Exists($manifesto)) { continue }
        $base = [System.IO.Path]::GetDirectoryName($manifesto)
        $carregado = Get-Module -Name MonitorRetornos | Where-Object { $_.ModuleBase -eq $base } | Select-Object -First 1
        if ($null -ne $carregado) { return $carregado }
        return (Import-Module -Name $manifesto -PassThru)
    }
    $null
}

function Test-Administrador {
    # The integrity level, by SID: high or system. The same in every language of Windows.
    $grupos = (& 'whoami.exe' /groups /fo csv /nh) -join "`n"
    $grupos -match 'S-1-16-(12288|16384)'
}

# Puts one file in place: whole or not at all, also over a program that is running.
function Copy-Arquivo([string] $De, [string] $Para) {
    if ([System.IO.File]::Exists($Para) -and (Get-FileHash -LiteralPath $De).Hash -eq (Get-FileHash -LiteralPath $Para).Hash) { return }
    $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($Para))
    $novo = "$Para.novo"
    [System.IO.File]::Copy($De, $novo, $true)
    Unblock-File -LiteralPath $novo
    if ([System.IO.File]::Exists($Para)) {
        $antigo = "$Para.antigo"
        if ([System.IO.File]::Exists($antigo)) { [System.IO.File]::Delete($antigo) }
        [System.IO.File]::Replace($novo, $Para, $antigo)
        try { [System.IO.File]::Delete($antigo) } catch { Write-Verbose -Message "$antigo está em uso; a próxima instalação o apaga." }
    }
    else { [System.IO.File]::Move($novo, $Para) }
}

# Makes a folder equal to that of the package: what is not in it any more goes away.
function Copy-Pasta([string] $De, [string] $Para) {
    $De = [System.IO.Path]::GetFullPath($De)
    $quero = [System.Collections.Generic.HashSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
    foreach ($arquivo in [System.IO.Directory]::GetFiles($De, '*', 'AllDirectories')) {
        $relativo = $arquivo.Substring($De.Length).TrimStart('\', '/')
        $null = $quero.Add($relativo)
        Copy-Arquivo -De $arquivo -Para ([System.IO.Path]::Combine($Para, $relativo))
    }
    foreach ($arquivo in [System.IO.Directory]::GetFiles($Para, '*', 'AllDirectories')) {
        if (-not $quero.Contains($arquivo.Substring($Para.Length).TrimStart('\', '/'))) { [System.IO.File]::Delete($arquivo) }
    }
}

function Remove-Chave {
    param([string] $Chave, [string[]] $Valor = @())
    # 1: it is not there.
    & $modulo { param($a) $null = Invoke-MonitorNativo -Programa 'reg.exe' -Argumentos $a -CodigosAceitos 0, 1 } (@('delete', $Chave) + $Valor + '/f')
}
function Set-Chave {
    param([string] $Chave, [string] $Nome, [string] $Tipo, [string] $Valor)
    & $modulo { param($a) $null = Invoke-MonitorNativo -Programa 'reg.exe' -Argumentos $a } @('add', $Chave, '/v', $Nome, '/t', $Tipo, '/d', $Valor, '/f')
}
function Set-Acesso {
    param([string] $Caminho, [string] $Quem, [string] $Direito, [string[]] $Leitores = @())
    & $modulo { param($p, $q, $d, $l) Set-MonitorAcesso -Caminho $p -Conta $q -Direito $d -Leitores $l } $Caminho $Quem $Direito $Leitores
}
# The module ends its caller when the account will not do: here the caller is this function, and the error can be caught.
function Resolve-Conta {
    [CmdletBinding()] param([string] $Nome, [System.Management.Automation.PSCredential] $Segredo)
    & $modulo { param($c, $a, $s) Resolve-MonitorConta -Cmdlet $c -Conta $a -Credencial $s } $PSCmdlet $Nome $Segredo
}

if (-not $WhatIfPreference -and [System.IO.Path]::DirectorySeparatorChar -eq '\') {
    # A downloaded zip marks every file, and RemoteSigned would refuse the module.
    Get-ChildItem -LiteralPath $PSScriptRoot -Recurse -File | Unblock-File
}
$modulo = Get-ModuloDoPacote
if ($null -eq $modulo) {
    $PSCmdlet.ThrowTerminatingError((New-Falha 'PacoteIncompleto' 'ObjectNotFound' "O módulo MonitorRetornos não está ao lado de install.ps1 nem em $pastaDoModulo. Extraia o zip inteiro e rode install.ps1 de dentro da pasta." $PSScriptRoot))
}
if (-not (Test-Administrador)) {
    if (-not $WhatIfPreference) {
        $PSCmdlet.ThrowTerminatingError((New-Falha 'PrecisaDeAdministrador' 'PermissionDenied' 'É preciso um PowerShell de administrador: botão direito, "Executar como administrador".' $null))
    }
    Write-Warning -Message 'Para instalar de verdade é preciso um PowerShell de administrador.'
}

# ---------------------------------------------------------------------------------------------- Removing
if ($Desinstalar) {
    & $modulo { param($w, $c) Unregister-MonitorRetornos -Config $c -WhatIf:$w -Confirm:$false } $WhatIfPreference $configInstalado | ForEach-Object { Write-Passo "Tarefa removida: $($_.Nome)" }
    if ($PSCmdlet.ShouldProcess("$chaveEventos, $chaveAvisos", 'Remover do Registro do Windows')) {
        Remove-Chave $chaveEventos
        Remove-Chave $chaveAvisos
        Remove-Chave $chaveAmbiente '/v', 'MONITOR_RETORNOS_EXE'
    }
    if ([System.IO.Directory]::Exists($pastaDoModulo) -and $PSCmdlet.ShouldProcess($pastaDoModulo, 'Remover o módulo')) {
        [System.IO.Directory]::Delete($pastaDoModulo, $true)
    }
    if ([System.IO.Directory]::Exists($PastaPrograma) -and $PSCmdlet.ShouldProcess($PastaPrograma, 'Remover o programa')) {
        foreach ($item in $itensDoPrograma) {
            $caminho = [System.IO.Path]::Combine($PastaPrograma, $item)
            if ([System.IO.Directory]::Exists($caminho)) { [System.IO.Directory]::Delete($caminho, $true) }
            foreach ($final in '', '.novo', '.antigo') { [System.IO.File]::Delete("$caminho$final") }
        }
        # Files of other people in the folder are theirs: then it stays.
        if (-not [System.Linq.Enumerable]::Any([System.IO.Directory]::EnumerateFileSystemEntries($PastaPrograma))) { [System.IO.Directory]::Delete($PastaPrograma) }
    }
    Write-Passo "A configuração e os dados ficaram em $PastaDados; apague essa pasta se não precisar mais deles."
    return
}

# ---------------------------------------------------------------------------------------------- Checks
$programa = [System.IO.Path]::Combine($PSScriptRoot, 'MonitorRetornos.exe')
foreach ($peca in $programa, [System.IO.Path]::Combine($PSScriptRoot, 'tasks', 'MonitorRetornos.xml'), [System.IO.Path]::Combine($PSScriptRoot, 'ps-module', 'MonitorRetornos', 'MonitorRetornos.psd1')) {
    if (-not [System.IO.File]::Exists($peca)) {
        $PSCmdlet.ThrowTerminatingError((New-Falha 'PacoteIncompleto' 'ObjectNotFound' "Falta '$peca'. Extraia o zip inteiro e rode install.ps1 de dentro da pasta." $peca))
    }
}
$sistema = Get-CimInstance -ClassName Win32_OperatingSystem
if ([version]$sistema.Version -lt [version]'10.0.16299' -or -not [System.Environment]::Is64BitOperatingSystem) {
    $PSCmdlet.ThrowTerminatingError((New-Falha 'WindowsNaoAtendido' 'NotInstalled' "É preciso um Windows de 64 bits, 10.0.16299 ou mais novo (Windows 10 versão 1709, Windows Server 2019); este é $($sistema.Caption) $($sistema.Version)." $sistema.Version))
}
if ($Config) {
    $Config = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Config)
    if (-not [System.IO.File]::Exists($Config)) {
        $PSCmdlet.ThrowTerminatingError((New-Falha 'ConfigNaoEncontrada' 'ObjectNotFound' "O arquivo '$Config' não existe." $Config))
    }
    if ([System.IO.File]::Exists($configInstalado) -and $Config -ne $configInstalado -and (Get-FileHash -LiteralPath $Config).Hash -ne (Get-FileHash -LiteralPath $configInstalado).Hash) {
        $PSCmdlet.ThrowTerminatingError((New-Falha 'ConfigJaExiste' 'ResourceExists' "A instalação já tem configuração, que nunca é trocada: '$configInstalado'. Edite-a, ou guarde-a com outro nome e rode de novo com -Config." $configInstalado))
    }
}
$configLido = if ([System.IO.File]::Exists($configInstalado)) { $configInstalado } elseif ($Config) { $Config } else { [System.IO.Path]::Combine($PSScriptRoot, 'config.ini') }
$ini = & $modulo { param($c) Read-MonitorIni -Caminho $c } $configLido
function Get-Valor([string] $Nome) {
    $achado = $null
    if ($ini.Valores.TryGetValue($Nome, [ref] $achado)) { return [string]$achado.Valor }
    ''
}
foreach ($chave in 'pasta_retorno', 'pasta_processados', 'pasta_erro', 'pasta_dados') {
    $valor = Get-Valor "[CAMINHOS] $chave"
    if (-not $valor) { continue }
    $unc = & $modulo { param($v) Get-MonitorUnc -Caminho $v } $valor
    if ($null -eq $unc) { continue }
    $conselho = if ($unc) { "escreva $chave = $unc" } else { "escreva o endereço \\SERVIDOR\COMPARTILHAMENTO\... que está por trás de $($valor.Substring(0, 2))" }
    $PSCmdlet.ThrowTerminatingError((New-Falha 'UnidadeDeRede' 'InvalidData' "[CAMINHOS] $chave = $valor fica numa unidade de rede. A letra só existe na sessão de quem a criou; o monitor inicia antes de alguém entrar e não a vê. Em '$configLido', $conselho." $valor))
}

$existente = Get-ScheduledTask -TaskName $tarefas[0] -TaskPath '\' -ErrorAction Ignore | Select-Object -First 1
$registrar = $true
if (-not $Conta -and $null -eq $Credencial -and $null -ne $existente) {
    $atual = "$($existente.Principal.UserId)"
    try { $quem = Resolve-Conta -Nome $atual; $Conta = $quem.Nome }
    catch {
        # A user with a stored password: only the scheduler has it, so its task stays as it is.
        $registrar = $false
        $quem = [pscustomobject]@{ Tipo = 'Usuario'; Nome = $atual }
        Write-Passo "A tarefa continua com a conta $atual; para trocar a definição ou a senha dela, rode com -Credencial."
    }
}
else {
    if (-not $Conta) { $Conta = if ($null -ne $Credencial) { $Credencial.UserName } else { 'SYSTEM' } }
    $quem = Resolve-Conta -Nome $Conta -Segredo $Credencial
}
$dono = if ($quem.Tipo -eq 'Sistema') { '' } else { $quem.Nome }

# ---------------------------------------------------------------------------------------------- Effects
$versao = "$($modulo.Version)"
if (-not $PSCmdlet.ShouldProcess("MonitorRetornos $versao em $PastaPrograma e $PastaDados, conta $($quem.Nome)", $(if ($null -ne $existente) { 'Atualizar' } else { 'Instalar' }))) { return }

$voltar = @()
try {
    foreach ($nome in $tarefas) {
        $tarefa = Get-ScheduledTask -TaskName $nome -TaskPath '\' -ErrorAction Ignore | Select-Object -First 1
        if ($null -eq $tarefa -or "$($tarefa.State)" -in 'Disabled', '1') { continue }
        $null = Disable-ScheduledTask -TaskName $nome -TaskPath '\'
        $voltar += $nome
    }
    if ($null -ne $existente) {
        Write-Passo 'Parando o monitor que está rodando...'
        try { $null = & $modulo { param($c) Stop-MonitorRetornos -Config $c -Force -Confirm:$false -WarningAction SilentlyContinue } $configInstalado }
        catch { Write-Warning -Message "O monitor não pôde ser parado com calma: $($_.Exception.Message)" }
        foreach ($nome in $tarefas) { Stop-ScheduledTask -TaskName $nome -TaskPath '\' -ErrorAction SilentlyContinue }
    }

    Write-Passo "Copiando o programa para $PastaPrograma..."
    $null = [System.IO.Directory]::CreateDirectory($PastaPrograma)
    Set-Acesso $PastaPrograma '' 'Leitura' @('S-1-5-32-545')
    foreach ($item in $itensDoPrograma) {
        $de = [System.IO.Path]::Combine($PSScriptRoot, $item)
        $para = [System.IO.Path]::Combine($PastaPrograma, $item)
        if ($de -eq $para) { continue }
        if ([System.IO.Directory]::Exists($de)) { $null = [System.IO.Directory]::CreateDirectory($para); Copy-Pasta -De $de -Para $para }
        elseif ([System.IO.File]::Exists($de)) { Copy-Arquivo -De $de -Para $para }
    }
    $exe = [System.IO.Path]::Combine($PastaPrograma, 'MonitorRetornos.exe')
    # Outside Program Files the module has to be told where the program is.
    if ($PSBoundParameters.ContainsKey('PastaPrograma')) { Set-Chave $chaveAmbiente 'MONITOR_RETORNOS_EXE' 'REG_SZ' $exe }

    Write-Passo "Instalando o módulo em $pastaDoModulo..."
    $destino = [System.IO.Path]::Combine($pastaDoModulo, $versao)
    $null = [System.IO.Directory]::CreateDirectory($destino)
    Copy-Pasta -De ([System.IO.Path]::Combine($PSScriptRoot, 'ps-module', 'MonitorRetornos')) -Para $destino
    foreach ($outra in [System.IO.Directory]::GetDirectories($pastaDoModulo)) {
        if ($outra -ne $destino) { [System.IO.Directory]::Delete($outra, $true) }
    }

    Write-Passo "Preparando a pasta de dados $PastaDados..."
    $dados = $PastaDados
    $null = [System.IO.Directory]::CreateDirectory($PastaDados)
    Set-Acesso $PastaDados $dono 'Alteracao'
    if (-not [System.IO.File]::Exists($configInstalado)) {
        # Never a half-written configuration under its final name. UTF-8 from here on, whatever the old one was.
        [System.IO.File]::WriteAllText("$configInstalado.novo", ($ini.Linhas -join "`r`n"), [System.Text.UTF8Encoding]::new($false))
        [System.IO.File]::Move("$configInstalado.novo", $configInstalado)
    }
    if (-not (Get-Valor '[CAMINHOS] pasta_dados')) {
        if ($PSBoundParameters.ContainsKey('PastaDados')) {
            & $modulo { param($c, $v) Set-MonitorIniValor -Caminho $c -Secao 'CAMINHOS' -Chave 'pasta_dados' -Valor $v } $configInstalado $PastaDados
        }
    }
    else {
        $dados = & $modulo { param($c) Get-MonitorPastaDados -Config $c } $configInstalado
        if ($dados -ne $PastaDados) {
            $null = [System.IO.Directory]::CreateDirectory($dados)
            Set-Acesso $dados $dono 'Alteracao'
        }
    }
    Set-Acesso $configInstalado $dono 'Leitura'
    $avisos = [System.IO.Path]::Combine($dados, 'notificacoes')
    $null = [System.IO.Directory]::CreateDirectory($avisos)
    Set-Acesso $avisos $dono 'Alteracao' @('S-1-5-32-545')
    $cofre = [System.IO.Path]::Combine($dados, 'credencial.dat')
    if ([System.IO.File]::Exists($cofre)) { Set-Acesso $cofre $dono 'Leitura' }
    $anterior = if ($null -ne $existente) { "$($existente.Principal.UserId)" } else { '' }
    if ($anterior -and $anterior -notin 'S-1-5-18', 'SYSTEM', $quem.Nome) {
        # The account of before has no business here any more.
        foreach ($lugar in $PastaDados, $dados, $configInstalado, $avisos, $cofre) {
            if ([System.IO.File]::Exists($lugar) -or [System.IO.Directory]::Exists($lugar)) {
                & $modulo { param($a) $null = Invoke-MonitorNativo -Programa 'icacls.exe' -Argumentos $a } @($lugar, '/remove:g', $anterior, '/Q')
            }
        }
    }

    Set-Chave $chaveEventos 'EventMessageFile' 'REG_EXPAND_SZ' '%SystemRoot%\Microsoft.NET\Framework64\v4.0.30319\EventLogMessages.dll'
    Set-Chave $chaveEventos 'TypesSupported' 'REG_DWORD' '7'
    Set-Chave $chaveAvisos 'DisplayName' 'REG_SZ' 'MonitorRetornos'
    Set-Chave $chaveAvisos 'IconUri' 'REG_SZ' ([System.IO.Path]::Combine($PastaPrograma, 'tasks', 'monitor.png'))

    if ($registrar) {
        Write-Passo "Registrando as tarefas, com a conta $($quem.Nome)..."
        $registro = @{ Config = $configInstalado; Conta = $quem.Nome; Programa = $exe; PastaTarefas = [System.IO.Path]::Combine($PastaPrograma, 'tasks'); SemNotificacoes = $SemNotificacoes; Confirm = $false }
        if ($null -ne $Credencial) { $registro['Credencial'] = $Credencial }
        $null = & $modulo { param($r) Register-MonitorRetornos @r } $registro
        $voltar = @()
    }

    $senha = Get-Valor '[EMAIL] senha'
    if ($senha) {
        Write-Passo 'Guardando a senha de e-mail que estava no config.ini...'
        $segredo = [System.Net.NetworkCredential]::new('', $senha).SecurePassword
        $null = & $modulo { param($s, $c, $q) Set-MonitorCredencial -Senha $s -Config $c -Conta $q -LimparConfig -Confirm:$false } $segredo $configInstalado $quem.Nome
        # Replacing the file must not have opened it.
        Set-Acesso $configInstalado $dono 'Leitura'
        if ($Config) { Write-Warning -Message "A senha continua em texto aberto no arquivo antigo: $Config" }
    }
}
catch {
    foreach ($nome in $voltar) { $null = Enable-ScheduledTask -TaskName $nome -TaskPath '\' -ErrorAction SilentlyContinue }
    if ($voltar -contains $tarefas[0]) { Start-ScheduledTask -TaskName $tarefas[0] -TaskPath '\' -ErrorAction SilentlyContinue }
    Write-Warning -Message 'A instalação parou no meio. Nada foi perdido: corrija o que o erro diz e rode install.ps1 outra vez.'
    throw
}

if (-not $SemVerificarConta -and $registrar) {
    Write-Passo "Verificando se a conta $($quem.Nome) alcança a pasta de retornos..."
    $pergunta = @{ Modelo = [System.IO.Path]::Combine($PastaPrograma, 'tasks', 'MonitorRetornos.xml'); Programa = $exe; Config = $configInstalado; Conta = $quem }
    if ($null -ne $Credencial) { $pergunta['Credencial'] = $Credencial }
    $codigo = & $modulo { param($p) Test-MonitorAcessoConta @p } $pergunta
    switch ($codigo) {
        0 { Write-Passo 'A pasta responde à conta.' }
        2 { Write-Warning -Message "O config.ini tem valores errados; corrija $configInstalado e rode Test-MonitorConfiguracao." }
        6 { Write-Warning -Message "A conta $($quem.Nome) não alcança $(Get-Valor '[CAMINHOS] pasta_retorno'). Confira a permissão dela no compartilhamento e na pasta, e Test-MonitorConfiguracao." }
        default { Write-Warning -Message "A verificação com a conta $($quem.Nome) não deu certo (código $codigo); rode Test-MonitorConfiguracao." }
    }
}
if ($NaoIniciar) {
    $null = Disable-ScheduledTask -TaskName $tarefas[0] -TaskPath '\'
}
else {
    foreach ($nome in $voltar) { $null = Enable-ScheduledTask -TaskName $nome -TaskPath '\' -ErrorAction SilentlyContinue }
    try { $null = & $modulo { param($c) Start-MonitorRetornos -Config $c -Confirm:$false } $configInstalado }
    catch { Write-Warning -Message "Instalado, mas o monitor não iniciou: $($_.Exception.Message)" }
    if (-not $SemNotificacoes) { Start-ScheduledTask -TaskName $tarefas[1] -TaskPath '\' -ErrorAction SilentlyContinue }
}
Write-Passo @"
MonitorRetornos $versao instalado. Configuração: $configInstalado
Primeiro teste, num PowerShell novo:
    Test-MonitorConfiguracao -Implantacao
    Test-Recuperacao
"@
& $modulo { param($c) Get-MonitorStatus -Config $c } $configInstalado
