# What every command of the module owes its users. The commands are discovered, so a new one is
# covered the day it arrives. Functions of another author in Public that the manifest does not name yet
# fail here, by name.
BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Bancada.psm1') -Force
    $raiz = Get-RaizDoProjeto
    $modulo = Get-ModuloEmTeste
    # Names from the sources; the code itself from what is tested, where one file may hold them all.
    $fontes = [System.IO.Path]::Combine($raiz, 'ps-module', 'MonitorRetornos')
    $funcoes = @('Public', 'Private' | ForEach-Object { [System.IO.Directory]::GetFiles([System.IO.Path]::Combine($fontes, $_), '*.ps1') } | Sort-Object | ForEach-Object {
            $doModulo = [System.IO.Path]::Combine($modulo, $_.Substring($fontes.Length + 1))
            if (-not [System.IO.File]::Exists($doModulo)) { $doModulo = [System.IO.Path]::Combine($modulo, 'MonitorRetornos.psm1') }
            @{ Nome = [System.IO.Path]::GetFileNameWithoutExtension($_); Arquivo = $doModulo; Publica = $_ -match '[\\/]Public[\\/]' }
        })
    $publicos = @($funcoes | Where-Object { $_.Publica })
    $textos = @(
        [System.IO.Directory]::GetFiles($modulo, '*.*', 'AllDirectories')
        [System.IO.Directory]::GetFiles($PSScriptRoot, '*.ps*', 'AllDirectories')
    ) | Where-Object { $_ -match '\.(ps1|psm1|psd1|ps1xml|txt)$' } | Sort-Object | ForEach-Object { @{ Arquivo = $_; Nome = [System.IO.Path]::GetFileName($_) } }
}
BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module (Join-Path $PSScriptRoot 'Bancada.psm1') -Force
    $raiz = Get-RaizDoProjeto
    $modulo = Get-ModuloEmTeste
    Import-Module ([System.IO.Path]::Combine($modulo, 'MonitorRetornos.psd1')) -Force
    $manifesto = Import-PowerShellDataFile -Path ([System.IO.Path]::Combine($modulo, 'MonitorRetornos.psd1'))
    $comuns = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters

    $nomes = @('Public', 'Private' | ForEach-Object { [System.IO.Directory]::GetFiles([System.IO.Path]::Combine($raiz, 'ps-module', 'MonitorRetornos', $_), '*.ps1') } |
            ForEach-Object { [System.IO.Path]::GetFileNameWithoutExtension($_) } | Sort-Object)

    $lidos = @{}
    function Get-Arvore([string] $Arquivo) {
        if (-not $lidos.ContainsKey($Arquivo)) {
            $erros = $null
            $simbolos = $null
            $arvore = [System.Management.Automation.Language.Parser]::ParseFile($Arquivo, [ref]$simbolos, [ref]$erros)
            $definidas = @($arvore.FindAll({ param($no) $no -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $false))
            $lidos[$Arquivo] = @{ Arvore = $arvore; Erros = @($erros); Simbolos = @($simbolos); Funcoes = $definidas }
        }
        $lidos[$Arquivo]
    }
    # One function of a file, parsed by itself.
    function Get-Funcao([string] $Arquivo, [string] $Nome) {
        $chave = "$Arquivo|$Nome"
        if (-not $lidos.ContainsKey($chave)) {
            $texto = @((Get-Arvore $Arquivo).Funcoes).Where({ $_.Name -eq $Nome })[0].Extent.Text
            $erros = $null
            $simbolos = $null
            $arvore = [System.Management.Automation.Language.Parser]::ParseInput($texto, [ref]$simbolos, [ref]$erros)
            $lidos[$chave] = @{ Arvore = $arvore; Simbolos = @($simbolos) }
        }
        $lidos[$chave]
    }
}

Describe 'Manifesto' {
    It 'serves both editions, from 5.1, with explicit exports' {
        $manifesto.PowerShellVersion | Should -Be '5.1'
        $manifesto.CompatiblePSEditions | Should -Be @('Desktop', 'Core')
        $manifesto.FunctionsToExport | Should -Not -Contain '*'
        @($manifesto.CmdletsToExport) + @($manifesto.AliasesToExport) + @($manifesto.VariablesToExport) | Should -BeNullOrEmpty
    }
    It 'exports exactly the functions of Public' {
        $nomes = @([System.IO.Directory]::GetFiles([System.IO.Path]::Combine($raiz, 'ps-module', 'MonitorRetornos', 'Public'), '*.ps1') | ForEach-Object { [System.IO.Path]::GetFileNameWithoutExtension($_) } | Sort-Object)
        @($manifesto.FunctionsToExport | Sort-Object) | Should -Be $nomes
        @((Get-Command -Module MonitorRetornos).Name | Sort-Object) | Should -Be $nomes
    }
    It 'has the version of the program' {
        $versao = (ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText([System.IO.Path]::Combine($raiz, 'deno.json')))).version
        $manifesto.ModuleVersion | Should -Be $versao
    }
    It 'says where it comes from, under which licence, and what is new' {
        $dados = $manifesto.PrivateData.PSData
        foreach ($campo in 'ProjectUri', 'LicenseUri') { ([uri]$dados[$campo]).Scheme | Should -Be 'https' }
        $dados.ReleaseNotes | Should -Match "(?m)^$([regex]::Escape($manifesto.ModuleVersion))\r?`$"
        $manifesto.Author | Should -Not -BeNullOrEmpty
        @($dados.Tags | Where-Object { $_ -match '\s' }) | Should -BeNullOrEmpty
        { Test-ModuleManifest -Path ([System.IO.Path]::Combine($modulo, 'MonitorRetornos.psd1')) -ErrorAction Stop } | Should -Not -Throw
    }
    It 'has an about_ help in Portuguese that names every command' {
        $sobre = [System.IO.File]::ReadAllText([System.IO.Path]::Combine($modulo, 'pt-BR', 'about_MonitorRetornos.help.txt'))
        foreach ($nome in $manifesto.FunctionsToExport) { $sobre | Should -Match ([regex]::Escape($nome)) }
        # Get-Help about_ looks in the folder of the system's language, and falls back to English.
        [System.IO.File]::ReadAllText([System.IO.Path]::Combine($modulo, 'en-US', 'about_MonitorRetornos.help.txt')) | Should -BeExactly $sobre
    }
}

Describe 'Comando <Nome>' -ForEach $publicos {
    BeforeAll {
        $comando = Get-Command -Name $Nome
        $ajuda = Get-Help -Name $Nome -Full
        $parametros = @($comando.Parameters.Values | Where-Object { $comuns -notcontains $_.Name })
    }
    It 'has an approved verb' { @(Get-Verb | ForEach-Object { $_.Verb }) | Should -Contain $comando.Verb }
    It 'is an advanced function with an output type' {
        $comando.CmdletBinding | Should -BeTrue
        @($comando.OutputType).Count | Should -BeGreaterThan 0
    }
    It 'has synopsis, description, outputs and link' {
        $ajuda.Synopsis.Trim() | Should -Match '^\p{Lu}.{15,}\.$'
        $ajuda.Synopsis | Should -Not -Match ([regex]::Escape("$Nome ["))
        ($ajuda.description | ForEach-Object { $_.Text }) -join ' ' | Should -Match '.{60,}'
        "$($ajuda.returnValues | Out-String)".Trim() | Should -Not -BeNullOrEmpty
        "$($ajuda.relatedLinks | Out-String)" | Should -Match 'about_MonitorRetornos'
    }
    It 'says what the pipeline may bring' {
        $recebe = @($parametros | Where-Object { @($_.Attributes | Where-Object { $_ -is [System.Management.Automation.ParameterAttribute] -and ($_.ValueFromPipeline -or $_.ValueFromPipelineByPropertyName) }).Count -gt 0 })
        $texto = "$($ajuda.inputTypes | Out-String)".Trim()
        if ($recebe.Count -gt 0) { $texto | Should -Match 'System\.String' } else { $texto | Should -Match '^Nenhuma' }
    }
    It 'describes every parameter' {
        foreach ($parametro in $parametros) {
            $texto = @($ajuda.parameters.parameter | Where-Object { $_.name -eq $parametro.Name } | ForEach-Object { $_.description } | ForEach-Object { $_.Text }) -join ' '
            $texto | Should -Match '.{15,}' -Because "-$($parametro.Name) needs a description"
        }
    }
    It 'has two examples, each explained' {
        $exemplos = @($ajuda.examples.example)
        $exemplos.Count | Should -BeGreaterOrEqual 2
        foreach ($exemplo in $exemplos) {
            $exemplo.code | Should -Match ([regex]::Escape($Nome))
            (@($exemplo.remarks | ForEach-Object { $_.Text }) -join '').Trim() | Should -Not -BeNullOrEmpty
        }
    }
    It 'takes -WhatIf and -Confirm when it changes something' {
        $muda = $comando.Verb -in 'Start', 'Stop', 'Invoke', 'Set', 'Register', 'Unregister', 'Install', 'Uninstall', 'Remove', 'New'
        if ($muda) { $comando.Parameters.ContainsKey('WhatIf') | Should -BeTrue }
        # And who takes it asks it.
        $pergunta = (Get-Funcao $Arquivo $Nome).Arvore.Extent.Text -match '\.ShouldProcess\('
        $pergunta | Should -Be $comando.Parameters.ContainsKey('WhatIf')
    }
    It 'is run by some test' {
        $testes = [System.IO.Directory]::GetFiles($PSScriptRoot, '*.Tests.ps1') | Where-Object { $_ -notmatch 'Convencoes' } | ForEach-Object { [System.IO.File]::ReadAllText($_) }
        @($testes | Where-Object { $_.Contains($Nome) }).Count | Should -BeGreaterThan 0
    }
}

Describe 'Função <Nome>' -ForEach $funcoes {
    BeforeAll { $lido = Get-Funcao $Arquivo $Nome }
    It 'parses, and holds exactly the function its file is named after' {
        $inteiro = Get-Arvore $Arquivo
        $inteiro.Erros | Should -BeNullOrEmpty
        $esperadas = if ($Arquivo -like '*.psm1') { $nomes } else { $Nome }
        @($inteiro.Funcoes.Name | Sort-Object) | Should -BeExactly $esperadas
    }
    It 'has an approved verb' { @(Get-Verb | ForEach-Object { $_.Verb }) | Should -Contain $Nome.Split('-')[0] }
    It 'uses no syntax newer than 5.1' {
        $novos = @($lido.Arvore.FindAll({ param($no) $no.GetType().Name -in 'TernaryExpressionAst', 'PipelineChainAst' }, $true))
        $novos | Should -BeNullOrEmpty
        @($lido.Simbolos | Where-Object { "$($_.Kind)" -in 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket' }) | Should -BeNullOrEmpty
    }
    It 'uses no parameter or command that 5.1 lacks' {
        $texto = $lido.Arvore.Extent.Text
        foreach ($novo in '-AsHashtable', 'ConvertFrom-Json .*-Depth', '-Parallel', '-LeafBase', 'utf8BOM', 'utf8NoBOM', '-AsByteStream', 'Test-Json', 'Get-Error', 'ArgumentList\.Add', '\$Is(Windows|Linux|MacOS)\b', 'Start-ThreadJob', 'WaitForExitAsync') {
            $texto | Should -Not -Match $novo
        }
    }
    It 'has no write or exit that bypasses the streams' {
        @($lido.Arvore.FindAll({ param($no) $no -is [System.Management.Automation.Language.ExitStatementAst] }, $true)) | Should -BeNullOrEmpty
        $lido.Arvore.Extent.Text | Should -Not -Match 'Invoke-Expression|Write-Host'
    }
}

Describe 'Erros' {
    It 'every ErrorId stands in one place, with a next step' {
        $ids = foreach ($arquivo in ([System.IO.Directory]::GetFiles($modulo, '*.*', 'AllDirectories') | Where-Object { $_ -match '\.psm?1$' })) {
            $chamadas = (Get-Arvore $arquivo).Arvore.FindAll({ param($no) $no -is [System.Management.Automation.Language.CommandAst] -and $no.GetCommandName() -eq 'New-MonitorErro' }, $true)
            foreach ($chamada in $chamadas) {
                $chamada.Extent.Text | Should -Match '-Proximo'
                $chamada.Extent.Text | Should -Match '-Categoria'
                [regex]::Match($chamada.Extent.Text, "-Id '(\w+)'").Groups[1].Value
            }
        }
        @($ids).Count | Should -BeGreaterThan 15
        @($ids | Group-Object | Where-Object { $_.Count -gt 1 } | ForEach-Object { $_.Name }) | Should -BeNullOrEmpty
        @($ids) | Should -Not -Contain ''
    }
}

Describe 'Rastro' {
    It 'a stack trace names the file and the line of the code' {
        $erro = $null
        try { Get-MonitorLog -Arquivo ([System.IO.Path]::Combine($TestDrive, 'nenhum.log')) } catch { $erro = $_ }
        $onde = [regex]::Match($erro.ScriptStackTrace, '(?m)^at Get-MonitorLog<?\w*>?, (.+): line (\d+)')
        $onde.Success | Should -BeTrue -Because $erro.ScriptStackTrace
        $arquivo = $onde.Groups[1].Value
        $arquivo | Should -BeLike "$modulo*"
        [System.IO.File]::ReadAllLines($arquivo)[[int]$onde.Groups[2].Value - 1] | Should -Match 'Stop-MonitorComando'
        $erro.ScriptStackTrace | Should -Not -Match '<No file>.*Monitor'
    }
}

Describe 'Arquivo <Nome>' -ForEach $textos {
    It 'is UTF-8 with BOM, CRLF, without tabs' {
        $bytes = [System.IO.File]::ReadAllBytes($Arquivo)
        $bytes[0..2] | Should -Be @(0xEF, 0xBB, 0xBF)
        $texto = [System.Text.UTF8Encoding]::new($false, $true).GetString($bytes)
        $texto | Should -Not -Match "(?<!`r)`n"
        $texto | Should -Not -Match "`t"
    }
}
