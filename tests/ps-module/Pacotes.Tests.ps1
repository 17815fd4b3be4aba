# The packages of the stores, as their clients meet them: the scripts parse and run with stand-ins for what only Chocolatey
# has, and PSResourceGet publishes, finds and installs the module from a folder.
BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module (Join-Path $PSScriptRoot 'Bancada.psm1') -Force
    $raiz = Get-RaizDoProjeto
    $base = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'pacotes-' + [guid]::NewGuid().ToString('N').Substring(0, 8))
    $null = [System.IO.Directory]::CreateDirectory($base)
    [System.IO.File]::WriteAllText("$base/programa.bin", 'programa')
    $versao = (ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText([System.IO.Path]::Combine($raiz, 'deno.json')))).version
    $zip = "$base/MonitorRetornos-$versao-windows-x64.zip"
    $url = "https://exemplo.org.br/MonitorRetornos-$versao-windows-x64.zip"
    $env:NO_COLOR = '1'
    $null = & deno run -A ([System.IO.Path]::Combine($raiz, '.ci', 'pacote.ts')) --programa "$base/programa.bin" --saida $base
    $null = & deno run -A ([System.IO.Path]::Combine($raiz, '.ci', 'pacotes.ts')) --zip $zip --url $url --saida $base
    if ($LASTEXITCODE -ne 0) { throw 'deno task pacotes failed' }
    $soma = (Get-FileHash -LiteralPath $zip -Algorithm SHA256).Hash
}
AfterAll { Remove-Item -LiteralPath $base -Recurse -Force -ErrorAction SilentlyContinue }

Describe 'Chocolatey' {
    BeforeAll {
        $scripts = "$base/chocolatey/tools"
        # What Chocolatey and Windows have; the installer in the zip gives way to one that records.
        function global:Get-PackageParameters { $global:Loja.Parametros }
        function global:Get-ScheduledTask { [CmdletBinding()] param([string] $TaskName, [string] $TaskPath) $global:Loja.Tarefa }
        function global:Install-ChocolateyZipPackage {
            param([string] $PackageName, [string] $Url64bit, [string] $Checksum64, [string] $ChecksumType64, [string] $UnzipLocation)
            $global:Loja.Pedido = "$PackageName $ChecksumType64"
            if ($Url64bit -ne $global:Loja.Url -or $Checksum64 -ne $global:Loja.Soma) { throw 'a soma não confere' }
            Expand-Archive -LiteralPath $global:Loja.Zip -DestinationPath $UnzipLocation
            $instalador = @([System.IO.Directory]::GetFiles($UnzipLocation, 'install.ps1', 'AllDirectories'))[0]
            $global:Loja.Aceita = @((Get-Command -Name $instalador).Parameters.Keys)
            [System.IO.File]::WriteAllText($instalador, 'param([string] $Config, [string] $Conta, [string] $PastaPrograma, [string] $PastaDados, [switch] $SemNotificacoes, [switch] $SemVerificarConta, [switch] $NaoIniciar) $global:Loja.Instalou = $PSBoundParameters; if ($global:Loja.Falhar) { throw "AtualizacaoDesfeita" }')
        }
        function Install-Loja([hashtable] $Parametros = @{}, $Tarefa) {
            $global:Loja = @{ Parametros = $Parametros; Tarefa = $Tarefa; Url = $url; Soma = $soma; Zip = $zip; Pedido = ''; Instalou = $null; Aceita = @(); Falhar = $false }
            & "$scripts/chocolateyinstall.ps1" 3>$null
            foreach ($nome in $global:Loja.Instalou.Keys) { $global:Loja.Aceita | Should -Contain $nome }
            ($global:Loja.Instalou.GetEnumerator() | Sort-Object Key | ForEach-Object { "$($_.Key)=$($_.Value)" }) -join ' '
        }
        $env:ChocolateyPackageName = 'monitor-retornos'
        $env:ChocolateyPackageFolder = "$base/lib"
        $null = [System.IO.Directory]::CreateDirectory("$base/lib")
    }
    AfterAll {
        foreach ($nome in 'Get-PackageParameters', 'Get-ScheduledTask', 'Install-ChocolateyZipPackage') { Remove-Item -Path "function:$nome" -ErrorAction SilentlyContinue }
        Remove-Item -Path Env:ChocolateyPackageName, Env:ChocolateyPackageFolder -ErrorAction SilentlyContinue
    }
    It '<_> parses, in what Windows PowerShell 5.1 understands' -ForEach 'chocolateyinstall.ps1', 'chocolateyuninstall.ps1' {
        $erros = $null
        $arvore = [System.Management.Automation.Language.Parser]::ParseFile("$scripts/$_", [ref]$null, [ref]$erros)
        $erros | Should -BeNullOrEmpty
        @($arvore.FindAll({ param($no) $no.GetType().Name -in 'TernaryExpressionAst', 'PipelineChainAst' }, $true)) | Should -BeNullOrEmpty
        [System.IO.File]::ReadAllBytes("$scripts/$_")[0..2] | Should -Be @(0xEF, 0xBB, 0xBF)
    }
    It 'the first time without a configuration: installed, not started; the zip is gone' {
        Install-Loja | Should -Be 'NaoIniciar=True SemVerificarConta=True'
        $global:Loja.Pedido | Should -Be 'monitor-retornos sha256'
        [System.IO.Directory]::Exists("$base/lib/zip") | Should -BeFalse
    }
    It 'parameters go through as they are, whatever is in them' {
        $hostil = "C:\a'; calc; `$(calc) b\config.ini"
        Install-Loja @{ Config = $hostil; Conta = 'DOMINIO\monitor$'; SemNotificacoes = $true } | Should -Be "Config=$hostil Conta=DOMINIO\monitor`$ SemNotificacoes=True"
    }
    It 'an upgrade starts what ran, and leaves alone what was switched off' {
        Install-Loja @{} ([pscustomobject]@{ State = 'Running' }) | Should -Be ''
        Install-Loja @{} ([pscustomobject]@{ State = 'Disabled' }) | Should -Be 'NaoIniciar=True'
    }
    It 'what fails in install.ps1 fails here, and leaves no zip behind' {
        $global:Loja = @{ Parametros = @{}; Tarefa = $null; Url = $url; Soma = $soma; Zip = $zip; Pedido = ''; Instalou = $null; Aceita = @(); Falhar = $true }
        { & "$scripts/chocolateyinstall.ps1" 3>$null } | Should -Throw '*AtualizacaoDesfeita*'
        [System.IO.Directory]::Exists("$base/lib/zip") | Should -BeFalse
    }
    It 'the removal is that of the installed install.ps1, wherever it is; without one it says so' {
        $instalado = "$base/instalado"
        $null = [System.IO.Directory]::CreateDirectory($instalado)
        [System.IO.File]::WriteAllText("$instalado/install.ps1", 'param([switch] $Desinstalar) $global:Loja.Removeu = [bool]$Desinstalar')
        $acao = [pscustomobject]@{ Execute = [System.IO.Path]::Combine($instalado, 'MonitorRetornos.exe') }
        $global:Loja = @{ Tarefa = [pscustomobject]@{ Actions = @($acao) }; Removeu = $false }
        & "$scripts/chocolateyuninstall.ps1"
        $global:Loja.Removeu | Should -BeTrue
        $acao.Execute = "$base/nada/MonitorRetornos.exe"
        & "$scripts/chocolateyuninstall.ps1" 3>&1 | Should -Match 'Não há o que remover'
    }
}

Describe 'PowerShell Gallery' {
    BeforeDiscovery { $semResource = $null -eq (Get-Module -Name Microsoft.PowerShell.PSResourceGet -ListAvailable) }
    It 'the manifest is whole: Test-ModuleManifest has nothing to say' {
        $avisos = @()
        $lido = Test-ModuleManifest -Path "$base/psgallery/MonitorRetornos/MonitorRetornos.psd1" -WarningVariable avisos -WarningAction SilentlyContinue
        $avisos | Should -BeNullOrEmpty
        "$($lido.Version)" | Should -Be $versao
        foreach ($campo in 'Author', 'CompanyName', 'Copyright', 'Description', 'ProjectUri', 'LicenseUri', 'ReleaseNotes', 'Tags') { $lido.$campo | Should -Not -BeNullOrEmpty -Because $campo }
    }
    It 'publishes, is found, is installed and imported, from a folder; and the package of Chocolatey is read, too' -Skip:$semResource {
        $loja = "teste-$([guid]::NewGuid().ToString('N').Substring(0, 8))"
        $pasta = "$base/loja"
        foreach ($nova in 'loja', 'modulos', 'choco', 'usuario') { $null = [System.IO.Directory]::CreateDirectory("$base/$nova") }
        # The list of repositories is the user's: one of its own where the system lets it.
        $antes = $env:XDG_DATA_HOME
        $env:XDG_DATA_HOME = "$base/usuario"
        try {
            Register-PSResourceRepository -Name $loja -Uri $pasta -Trusted
            Publish-PSResource -Path "$base/psgallery/MonitorRetornos" -Repository $loja
            $achado = Find-PSResource -Name MonitorRetornos -Repository $loja
            "$($achado.Version) $($achado.Author)" | Should -Be "$versao Agência das Bacias PCJ"
            "$($achado.LicenseUri)" | Should -Match '^https://'
            Save-PSResource -Name MonitorRetornos -Repository $loja -Path "$base/modulos" -TrustRepository
            $sairam = @([System.IO.Directory]::GetFiles("$base/modulos/MonitorRetornos/$versao", '*', 'AllDirectories') | ForEach-Object { [System.IO.Path]::GetFileName($_) })
            foreach ($nome in 'MonitorRetornos.psm1', 'MonitorRetornos.format.ps1xml', 'MonitorRetornos.types.ps1xml', 'about_MonitorRetornos.help.txt') { $sairam | Should -Contain $nome }
            $modulo = Import-Module -Name "$base/modulos/MonitorRetornos/$versao/MonitorRetornos.psd1" -PassThru
            $modulo.ExportedFunctions.Count | Should -BeGreaterThan 20
            $modulo | Remove-Module

            [System.IO.File]::Copy("$base/chocolatey/monitor-retornos.$versao.nupkg", "$pasta/monitor-retornos.$versao.nupkg")
            $choco = Find-PSResource -Name monitor-retornos -Repository $loja
            "$($choco.Version)|$($choco.ProjectUri)|$($choco.Tags -join ' ')" | Should -Match "^$([regex]::Escape($versao))(\.0)?\|https://.*\|cnab"
            Save-PSResource -Name monitor-retornos -Repository $loja -Path "$base/choco" -TrustRepository -AsNupkg
            @([System.IO.Directory]::GetFiles("$base/choco", '*.nupkg')) | Should -HaveCount 1
        }
        finally {
            Unregister-PSResourceRepository -Name $loja -ErrorAction SilentlyContinue
            $env:XDG_DATA_HOME = $antes
        }
    }
}
