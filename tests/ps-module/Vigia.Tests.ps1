# tasks/Vigiar-Monitor.ps1, the recipe for a second machine, against the real monitor and a real mail server.
BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module (Join-Path $PSScriptRoot 'Bancada.psm1') -Force
    Import-Module (Join-Path (Get-ModuloEmTeste) 'MonitorRetornos.psd1') -Force
    $bancada = New-Bancada
    $estado = Join-Path $bancada.Pasta 'vigia.json'
    $script = [System.IO.Path]::Combine((Get-RaizDoProjeto), 'tasks', 'Vigiar-Monitor.ps1')
    $comum = @{ Config = $bancada.Config; Smtp = '127.0.0.1'; Porta = $bancada.Porta; SemTls = $true; De = 'vigia@exemplo.org.br'; Para = 'ti@exemplo.org.br'; Estado = $estado; WarningAction = 'SilentlyContinue' }
    function Assuntos { @(Get-EmailRecebido $bancada | ForEach-Object { $_.assunto } | Where-Object { $_ -match 'MONITOR DE RETORNOS' }) }
}
AfterAll { Remove-Bancada $bancada }

Describe 'Vigiar-Monitor.ps1' {
    It 'says nothing while the monitor lives' {
        $null = Start-MonitorRetornos -Config $bancada.Config -Confirm:$false
        $r = & $script @comum
        $r.Vive | Should -BeTrue
        $LASTEXITCODE | Should -Be 0
        Assuntos | Should -BeNullOrEmpty
    }
    It 'one failed question is none; the second one is told, and the third is not told again' {
        $null = Stop-MonitorRetornos -Config $bancada.Config -Confirm:$false
        $r = & $script @comum
        $r.Vive | Should -BeFalse
        $r.Motivo | Should -Be 'o monitor não está em execução'
        $LASTEXITCODE | Should -Be 1
        Assuntos | Should -BeNullOrEmpty
        # The mail server is away: it is told at the next question.
        $r = & $script @comum -Smtp 'nome.invalid'
        $r.Avisado | Should -BeFalse
        $r = & $script @comum
        $r.Avisado | Should -BeTrue
        @(Assuntos) | Should -HaveCount 1
        @(Assuntos)[0] | Should -BeLike '💀 MONITOR DE RETORNOS SEM SINAL - *'
        $null = & $script @comum
        @(Assuntos) | Should -HaveCount 1
    }
    It 'the return is told once' {
        $null = Start-MonitorRetornos -Config $bancada.Config -Confirm:$false
        $null = & $script @comum
        $null = & $script @comum
        @(Assuntos) | Should -HaveCount 2
        @(Assuntos)[1] | Should -BeLike '✅ MONITOR DE RETORNOS DE VOLTA - *'
    }
    It 'a machine that cannot be asked is a monitor without a sign' {
        $r = & $script @comum -Computador 'maquina.invalid' -Tolerancia 100
        $r.Vive | Should -BeFalse
        $r.Motivo | Should -BeLike 'não foi possível perguntar: *'
        @(Assuntos) | Should -HaveCount 2
    }
    It 'a state that cannot be read is no reason to be silent' {
        [System.IO.File]::WriteAllText($estado, '{ "Falhas": ')
        $null = Stop-MonitorRetornos -Config $bancada.Config -Confirm:$false
        $r = & $script @comum -Tolerancia 1
        $r.Avisado | Should -BeTrue
        @(Assuntos) | Should -HaveCount 3
    }
}
