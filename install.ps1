#Requires -Version 5.1
<#
.SYNOPSIS
Instala, atualiza, repara ou remove o MonitorRetornos neste computador.

.DESCRIPTION
Carrega o módulo deste pacote e chama Install-MonitorRetornos ou, com -Desinstalar, Uninstall-MonitorRetornos: os
parâmetros são os deles (Get-Help Install-MonitorRetornos -Full). Serve no Windows PowerShell 5.1 e no PowerShell 7,
como administrador.

.EXAMPLE
.\install.ps1 -Conta 'DOMINIO\monitor$'

Instala com uma conta de serviço gerenciada (gMSA). Com -WhatIf, só mostra o que seria feito.

.EXAMPLE
.\install.ps1 -Desinstalar

Remove tudo, menos a pasta de dados.
#>
[CmdletBinding(SupportsShouldProcess = $true, DefaultParameterSetName = 'Instalar')]
param(
    [Parameter(ParameterSetName = 'Instalar')] [ValidateNotNullOrEmpty()] [string] $Conta,
    [Parameter(ParameterSetName = 'Instalar')] [ValidateNotNull()] [Alias('Credential')] [System.Management.Automation.Credential()] [System.Management.Automation.PSCredential] $Credencial,
    [Parameter(ParameterSetName = 'Instalar')] [ValidateNotNullOrEmpty()] [string] $Config,
    [Parameter(ParameterSetName = 'Instalar')] [ValidateNotNullOrEmpty()] [string] $Posto,
    [Parameter(ParameterSetName = 'Instalar')] [ValidateNotNull()] [System.Security.SecureString] $SenhaLivro,
    [ValidateNotNullOrEmpty()] [string] $PastaPrograma,
    [ValidateNotNullOrEmpty()] [string] $PastaDados,
    [ValidateNotNullOrEmpty()] [string] $PastaModulos,
    [Parameter(ParameterSetName = 'Instalar')] [switch] $TrocarConfig,
    [Parameter(ParameterSetName = 'Instalar')] [AllowEmptyCollection()] [string[]] $Operadores,
    [Parameter(ParameterSetName = 'Instalar')] [switch] $AssumirPasta,
    [Parameter(ParameterSetName = 'Instalar')] [switch] $SemNotificacoes,
    [Parameter(ParameterSetName = 'Instalar')] [switch] $SemVerificarConta,
    [Parameter(ParameterSetName = 'Instalar')] [switch] $NaoIniciar,
    [Parameter(ParameterSetName = 'Instalar')] [ValidateRange(1, 600)] [int] $TempoLimiteSegundos,
    [Parameter(ParameterSetName = 'Desinstalar', Mandatory = $true)] [switch] $Desinstalar
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if (-not $WhatIfPreference -and [System.IO.Path]::DirectorySeparatorChar -eq '\') {
    # A downloaded zip marks every file, and RemoteSigned would refuse the module. What else lies here stays marked.
    $somas = [System.IO.Path]::Combine($PSScriptRoot, 'SHA256SUMS.txt')
    $doPacote = if ([System.IO.File]::Exists($somas)) { @([System.IO.File]::ReadAllLines($somas) | Where-Object { $_ -match '^[0-9a-fA-F]{64} [ *](MonitorRetornos\.exe|install\.ps1|(tasks|ps-module)/.+)$' } | ForEach-Object { [System.IO.Path]::Combine($PSScriptRoot, $Matches[1].Replace('/', '\')) }) }
    else {
        @(foreach ($item in 'MonitorRetornos.exe', 'install.ps1', 'tasks', 'ps-module') {
                Get-ChildItem -Path ([System.Management.Automation.WildcardPattern]::Escape([System.IO.Path]::Combine($PSScriptRoot, $item))) -Recurse -File -ErrorAction SilentlyContinue | ForEach-Object { $_.FullName }
            })
    }
    foreach ($arquivo in $doPacote) { if ([System.IO.File]::Exists($arquivo)) { Unblock-File -LiteralPath $arquivo } }
}
# The module of this package; from the installed folder, the installed one.
$modulos = if ($PastaModulos) { $PSCmdlet.GetUnresolvedProviderPathFromPSPath($PastaModulos) } else {
    # A 32-bit shell is told of "Program Files (x86)".
    $programas = if ($env:ProgramW6432) { $env:ProgramW6432 } else { [System.Environment]::GetFolderPath('ProgramFiles') }
    [System.IO.Path]::Combine($programas, 'WindowsPowerShell', 'Modules')
}
$instalado = [System.IO.Path]::Combine($modulos, 'MonitorRetornos')
$manifestos = @([System.IO.Path]::Combine($PSScriptRoot, 'ps-module', 'MonitorRetornos', 'MonitorRetornos.psd1'))
if ([System.IO.Directory]::Exists($instalado)) { $manifestos += @([System.IO.Directory]::GetFiles($instalado, 'MonitorRetornos.psd1', 'AllDirectories') | Sort-Object -Descending) }
$manifesto = $manifestos | Where-Object { [System.IO.File]::Exists($_) } | Select-Object -First 1
if ($null -eq $manifesto) {
    $mensagem = "O módulo MonitorRetornos não está ao lado de install.ps1 nem em $instalado. Extraia o zip inteiro e rode install.ps1 de dentro da pasta."
    $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new([System.InvalidOperationException]::new($mensagem), 'PacoteIncompleto', 'ObjectNotFound', $PSScriptRoot))
}
$base = [System.IO.Path]::GetDirectoryName($manifesto)
$modulo = Get-Module -Name MonitorRetornos | Where-Object { $_.ModuleBase -eq $base } | Select-Object -First 1
if ($null -eq $modulo) { $modulo = Import-Module -Name $manifesto -PassThru }

$parametros = @{} + $PSBoundParameters
$null = $parametros.Remove('Desinstalar')
# Of this very module, whatever other version the session has loaded.
if (-not $Desinstalar) { & $modulo.ExportedFunctions['Install-MonitorRetornos'] -Origem $PSScriptRoot @parametros; return }
# Whoever writes -Desinstalar has said so.
if (-not $parametros.ContainsKey('Confirm')) { $parametros['Confirm'] = $false }
& $modulo.ExportedFunctions['Uninstall-MonitorRetornos'] @parametros | ForEach-Object { Write-Information -MessageData "Tarefa removida: $($_.Nome)" -InformationAction Continue }
