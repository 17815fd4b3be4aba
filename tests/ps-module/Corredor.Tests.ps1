# run.ts itself: what fails is counted, also beside another file, and a file without tests is no success.
BeforeAll {
    $corredor = [System.IO.Path]::Combine($PSScriptRoot, 'run.ts')
    $motor = if ($PSEdition -eq 'Desktop') { 'powershell' } else { 'pwsh' }
    $pasta = Join-Path $TestDrive 'arquivos'
    $null = New-Item -ItemType Directory -Path $pasta
    $textos = @{
        mau   = "Describe 'x' { It 'ok' { 1 | Should -Be 1 }; It 'mau' { 1 | Should -Be 2 }; It 'pula' -Skip { }; Context 'y' { BeforeAll { throw 'z' }; It 'filho' { } } }"
        nada  = '# nada'
        bom   = "Describe 'x' { It 'ok <_>' -ForEach 1, 2, 3 { `$_ | Should -BeGreaterThan 0 } }"
        morre = "Describe 'x' { It 'ok' { [System.Environment]::Exit(0) } }"
    }
    foreach ($nome in $textos.Keys) { [System.IO.File]::WriteAllText((Join-Path $pasta "$nome.Tests.ps1"), $textos[$nome]) }
    function Invoke-Corredor([string[]] $Nomes, [string[]] $Mais = @()) {
        $arquivos = @($Nomes | ForEach-Object { Join-Path $pasta "$_.Tests.ps1" })
        $linhas = & deno run -A $corredor --modulo fonte --motor $motor @Mais @arquivos
        @{ Ultima = $linhas[-1]; Codigo = $LASTEXITCODE; Texto = $linhas -join "`n" }
    }
}
Describe 'run.ts' {
    It 'adds up files that run side by side; a file without tests and a shell that dies are failures' {
        $ran = Invoke-Corredor 'bom', 'mau', 'nada', 'morre'
        # The failing BeforeAll counts, and so does the test below it.
        $ran.Ultima | Should -Be '4 passed, 5 failed, 1 skipped'
        $ran.Codigo | Should -Be 1
        $ran.Texto | Should -Match 'Expected 2, but got 1'
        $ran.Texto | Should -Match 'nada\.Tests\.ps1 não tem nenhum teste'
        $ran.Texto | Should -Match 'morre\.Tests\.ps1: o PowerShell terminou com 0'
    }
    It '--filtro takes some of the tests, and none is a failure' {
        (Invoke-Corredor 'mau' '--filtro', 'x.ok').Ultima | Should -Be '1 passed, 0 failed'
        $nenhum = Invoke-Corredor 'mau' '--filtro', 'outro nome'
        $nenhum.Ultima | Should -Be '0 passed, 1 failed'
        $nenhum.Codigo | Should -Be 1
    }
}
