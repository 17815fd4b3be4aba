# The runner itself: what the other files rely on, true under Pester 5 and under host/pester_subset.ps1.
BeforeDiscovery {
    $casos = @(@{ Um = 1; Dois = 2 }, @{ Um = 3; Dois = 4 })
    $noHost = $Host.Name -eq 'PsHost'
}
BeforeAll {
    $doArquivo = 'arquivo'
    $script:doScript = 5
}
Describe 'Escopos' {
    BeforeAll { $doBloco = 7 }
    BeforeEach { $cada = 1 }
    It 'sees the variables of the blocks around it, and a fresh BeforeEach (<Um>)' -ForEach $casos {
        $Dois - $Um | Should -Be 1
        $doArquivo | Should -Be 'arquivo'
        $script:doScript | Should -Be 5
        $doBloco | Should -Be 7
        $cada | Should -Be 1
        $cada = 2
    }
    It 'gives $_ for plain values: <_>' -ForEach 1, 2 { $_ | Should -BeGreaterThan 0 }
    Context 'aninhado' {
        BeforeEach { $cada = $cada + 10 }
        It 'runs the outer BeforeEach first' { $cada | Should -Be 11 }
        It 'has a TestDrive' {
            Set-Content -Path (Join-Path $TestDrive 'a.txt') -Value 'olá' -Encoding utf8
            Join-Path $TestDrive 'a.txt' | Should -Exist
            [System.IO.File]::ReadAllText((Join-Path $TestDrive 'a.txt')).Trim() | Should -Be 'olá'
        }
    }
    It 'does not leak variables of an inner block' { Get-Variable -Name doAninhado -ErrorAction SilentlyContinue | Should -BeNullOrEmpty }
    It 'skips what asks for it' -Skip { throw 'never' }
}
Describe 'Should' {
    It 'fails when the value differs: <Nome>' -ForEach @(
        @{ Nome = 'Be'; Bloco = { 1 | Should -Be 2 } }
        @{ Nome = 'Not Be'; Bloco = { 1 | Should -Not -Be 1 } }
        @{ Nome = 'BeExactly'; Bloco = { 'a' | Should -BeExactly 'A' } }
        @{ Nome = 'Match'; Bloco = { 'a' | Should -Match 'b' } }
        @{ Nome = 'HaveCount'; Bloco = { 1, 2 | Should -HaveCount 3 } }
        @{ Nome = 'Contain'; Bloco = { 1, 2 | Should -Contain 3 } }
        @{ Nome = 'BeNullOrEmpty'; Bloco = { 'x' | Should -BeNullOrEmpty } }
        @{ Nome = 'BeOfType'; Bloco = { 'x' | Should -BeOfType [int] } }
        @{ Nome = 'Exist'; Bloco = { '/nada/disto' | Should -Exist } }
        @{ Nome = 'Throw'; Bloco = { { 1 } | Should -Throw } }
        @{ Nome = 'Not Throw'; Bloco = { { throw 'x' } | Should -Not -Throw } }
        @{ Nome = 'ErrorId'; Bloco = { { throw 'x' } | Should -Throw -ErrorId 'Outro' } }
    ) {
        $falhou = $false
        try { & $Bloco } catch { $falhou = $true }
        $falhou | Should -BeTrue
    }
    It 'compares the ErrorId as a wildcard' {
        { Get-Item -Path '/nada/disto' -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound*'
    }
}
Describe 'Falhas' -Skip:(-not $noHost) {
    It 'counts a failing test, a failing BeforeAll and a file without tests, and exits 1' {
        $pasta = Join-Path $TestDrive 'falhas'
        $null = New-Item -ItemType Directory -Path $pasta
        Set-Content -Path (Join-Path $pasta 'a.Tests.ps1') -Value "Describe 'x' { It 'ok' { 1 | Should -Be 1 }; It 'mau' { 1 | Should -Be 2 }; Context 'y' { BeforeAll { throw 'z' }; It 'filho' { } } }"
        Set-Content -Path (Join-Path $pasta 'b.Tests.ps1') -Value '# nada'
        $dll = [System.Reflection.Assembly]::GetEntryAssembly().Location
        $saida = & dotnet $dll pester (Join-Path $pasta 'a.Tests.ps1') (Join-Path $pasta 'b.Tests.ps1')
        $LASTEXITCODE | Should -Be 1
        $saida[-1] | Should -Be '1 passed, 3 failed, 0 skipped'
    }
}
