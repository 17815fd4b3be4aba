# What every command of the module owes its users. The commands are discovered, so a new one is
# covered the day it arrives. Functions of another author in Public that the manifest does not name yet
# fail here, by name.
BeforeDiscovery {
    $raiz = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..'))
    $modulo = [System.IO.Path]::Combine($raiz, 'ps-module', 'MonitorRetornos')
    $publicos = @([System.IO.Directory]::GetFiles([System.IO.Path]::Combine($modulo, 'Public'), '*.ps1') | Sort-Object |
            ForEach-Object { @{ Nome = [System.IO.Path]::GetFileNameWithoutExtension($_); Arquivo = $_ } })
    $funcoes = @('Public', 'Private' | ForEach-Object { [System.IO.Directory]::GetFiles([System.IO.Path]::Combine($modulo, $_), '*.ps1') } | Sort-Object |
            ForEach-Object { @{ Nome = [System.IO.Path]::GetFileNameWithoutExtension($_); Arquivo = $_ } })
    $textos = @(
        [System.IO.Directory]::GetFiles($modulo, '*.*', 'AllDirectories')
        [System.IO.Directory]::GetFiles($PSScriptRoot, '*.ps*', 'AllDirectories')
    ) | Where-Object { $_ -match '\.(ps1|psm1|psd1|ps1xml|txt)$' } | Sort-Object | ForEach-Object { @{ Arquivo = $_; Nome = [System.IO.Path]::GetFileName($_) } }
}
BeforeAll {
    Set-StrictMode -Version Latest
    $raiz = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..'))
    $modulo = [System.IO.Path]::Combine($raiz, 'ps-module', 'MonitorRetornos')
    Import-Module ([System.IO.Path]::Combine($modulo, 'MonitorRetornos.psd1')) -Force
    $manifesto = Import-PowerShellDataFile -Path ([System.IO.Path]::Combine($modulo, 'MonitorRetornos.psd1'))
    $comuns = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters

    function Get-Arvore([string] $Arquivo) {
        $erros = $null
        $simbolos = $null
        $arvore = [System.Management.Automation.Language.Parser]::ParseFile($Arquivo, [ref]$simbolos, [ref]$erros)
        @{ Arvore = $arvore; Erros = @($erros); Simbolos = @($simbolos) }
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
        $nomes = @([System.IO.Directory]::GetFiles([System.IO.Path]::Combine($modulo, 'Public'), '*.ps1') | ForEach-Object { [System.IO.Path]::GetFileNameWithoutExtension($_) } | Sort-Object)
        @($manifesto.FunctionsToExport | Sort-Object) | Should -Be $nomes
        @((Get-Command -Module MonitorRetornos).Name | Sort-Object) | Should -Be $nomes
    }
    It 'has the version of the program' {
        $versao = (ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText([System.IO.Path]::Combine($raiz, 'deno.json')))).version
        $manifesto.ModuleVersion | Should -Be $versao
    }
    It 'has an about_ help in Portuguese that names every command' {
        $sobre = [System.IO.File]::ReadAllText([System.IO.Path]::Combine($modulo, 'pt-BR', 'about_MonitorRetornos.help.txt'))
        foreach ($nome in $manifesto.FunctionsToExport) { $sobre | Should -Match ([regex]::Escape($nome)) }
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
        $muda = $comando.Verb -in 'Start', 'Stop', 'Invoke', 'Set', 'Register', 'Unregister', 'Remove', 'New'
        if ($muda) { $comando.Parameters.ContainsKey('WhatIf') | Should -BeTrue }
        # And who takes it asks it.
        $pergunta = (Get-Arvore $Arquivo).Arvore.Extent.Text -match '\.ShouldProcess\('
        $pergunta | Should -Be $comando.Parameters.ContainsKey('WhatIf')
    }
    It 'is run by some test' {
        $testes = [System.IO.Directory]::GetFiles($PSScriptRoot, '*.Tests.ps1') | Where-Object { $_ -notmatch 'Convencoes' } | ForEach-Object { [System.IO.File]::ReadAllText($_) }
        @($testes | Where-Object { $_.Contains($Nome) }).Count | Should -BeGreaterThan 0
    }
}

Describe 'Função <Nome>' -ForEach $funcoes {
    BeforeAll { $lido = Get-Arvore $Arquivo }
    It 'parses, and holds exactly the function its file is named after' {
        $lido.Erros | Should -BeNullOrEmpty
        $definidas = @($lido.Arvore.FindAll({ param($no) $no -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $false))
        $definidas.Name | Should -BeExactly $Nome
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
        $ids = foreach ($arquivo in [System.IO.Directory]::GetFiles($modulo, '*.ps1', 'AllDirectories')) {
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

Describe 'Arquivo <Nome>' -ForEach $textos {
    It 'is UTF-8 with BOM, CRLF, without tabs' {
        $bytes = [System.IO.File]::ReadAllBytes($Arquivo)
        $bytes[0..2] | Should -Be @(0xEF, 0xBB, 0xBF)
        $texto = [System.Text.UTF8Encoding]::new($false, $true).GetString($bytes)
        $texto | Should -Not -Match "(?<!`r)`n"
        $texto | Should -Not -Match "`t"
    }
}
