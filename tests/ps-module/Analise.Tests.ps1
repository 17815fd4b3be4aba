# PSScriptAnalyzer over all that ships, by ps-module/PSScriptAnalyzerSettings.psd1. Skipped where it is not installed.
BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Bancada.psm1') -Force
    $raiz = Get-RaizDoProjeto
    # Older ones do not know the nouns that the settings allow.
    $falta = $null -eq (Get-Module -Name PSScriptAnalyzer -ListAvailable | Where-Object { $_.Version -ge [version]'1.22' })
    $scripts = @(
        [System.IO.Directory]::GetFiles([System.IO.Path]::Combine($raiz, 'ps-module', 'MonitorRetornos'), '*.ps*', 'AllDirectories') | Where-Object { $_ -match '\.(ps1|psm1|psd1)$' }
        [System.IO.Path]::Combine($raiz, 'install.ps1')
        [System.IO.Directory]::GetFiles([System.IO.Path]::Combine($raiz, 'tasks'), '*.ps1')
    ) | Sort-Object | ForEach-Object { @{ Arquivo = $_; Nome = [System.IO.Path]::GetFileName($_) } }
}
Describe 'PSScriptAnalyzer' {
    if ($falta) {
        It 'pulado: o PSScriptAnalyzer não está instalado' -Skip { }
        return
    }
    BeforeAll {
        Import-Module -Name PSScriptAnalyzer -MinimumVersion 1.22
        $regras = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'ps-module', 'PSScriptAnalyzerSettings.psd1'))
    }
    It 'the settings are in force: <Regra>' -ForEach @(
        @{ Regra = 'PSAvoidUsingCmdletAliases'; Texto = 'gci' }
        @{ Regra = 'PSUseCompatibleSyntax'; Texto = '$a ? 1 : 2' }
        @{ Regra = 'PSUseSingularNouns'; Texto = 'function Get-MonitorFiles { }' }
    ) {
        @(Invoke-ScriptAnalyzer -ScriptDefinition $Texto -Settings $regras).RuleName | Should -Contain $Regra
    }
    It 'finds nothing in <Nome>' -ForEach $scripts {
        $achados = @(Invoke-ScriptAnalyzer -Path $Arquivo -Settings $regras | ForEach-Object { "$($_.ScriptName):$($_.Line) $($_.RuleName) $($_.Message)" })
        $achados -join "`n" | Should -BeNullOrEmpty
    }
}
