# Test-Recuperacao for real: the rehearsal, the automatic mode through a real outage, the ways it must
# fail, and what is left when it is killed in the middle.
BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module (Join-Path $PSScriptRoot 'Bancada.psm1') -Force
    $manifesto = Join-Path (Get-ModuloEmTeste) 'MonitorRetornos.psd1'
    Import-Module $manifesto -Force

    function Get-Renomeada($bancada) { @([System.IO.Directory]::GetDirectories((Split-Path $bancada.Retorno), 'Retorno.TESTE-RECUPERACAO-*')) }
    # What must hold after every automatic run, whatever its verdict.
    function Assert-PastaNoLugar($bancada) {
        $bancada.Retorno | Should -Exist
        Get-Renomeada $bancada | Should -BeNullOrEmpty
    }
}

Describe 'Ensaio' {
    It 'passes end to end, touching nothing else' {
        $relatorio = Join-Path $TestDrive 'ensaio.html'
        $resultado = Test-Recuperacao -Ensaio -Relatorio $relatorio
        $resultado.PSObject.TypeNames | Should -Contain 'MonitorRetornos.Recuperacao'
        $resultado.Motivo | Should -BeNullOrEmpty
        $resultado.Aprovado | Should -BeTrue
        $resultado.CodigoSaida | Should -Be 0
        $LASTEXITCODE | Should -Be 0
        $resultado.Modo | Should -Be 'ensaio'
        $resultado.Etapas.Count | Should -BeGreaterThan 4
        @($resultado.Etapas | Where-Object { -not $_.Aprovada }) | Should -BeNullOrEmpty
        [System.IO.File]::ReadAllText($relatorio) | Should -Match 'APROVADO'
        $resultado | Out-String | Should -Match 'TESTE DE RECUPERAÇÃO APROVADO'
    }
}

Describe 'Automático' {
    BeforeAll { $bancada = New-Bancada }
    AfterAll { Remove-Bancada $bancada }

    It 'with the monitor stopped fails at step 1 and says why' {
        $resultado = Test-Recuperacao -Automatico -Config $bancada.Config -Confirm:$false
        $resultado.Aprovado | Should -BeFalse
        $resultado.CodigoSaida | Should -Be 1
        $LASTEXITCODE | Should -Be 1
        $resultado.Etapas[0].Resultado | Should -Be 'reprovada'
        $resultado.Motivo | Should -Match 'etapa 1.*não está em execução.*Start-MonitorRetornos'
        @($resultado.Etapas | Where-Object { $_.Resultado -eq 'não executada' }) | Should -HaveCount 5
        Assert-PastaNoLugar $bancada
    }
    It '-WhatIf renames nothing' {
        $null = Start-MonitorRetornos -Config $bancada.Config
        Test-Recuperacao -Automatico -Config $bancada.Config -WhatIf | Should -BeNullOrEmpty
        Assert-PastaNoLugar $bancada
        (Get-MonitorStatus -Config $bancada.Config).Estado | Should -Be 'operacional'
        @(Get-MonitorQueda -Config $bancada.Config) | Should -BeNullOrEmpty
    }
    It 'passes all six steps, processes exactly the test file and sets it aside' {
        $relatorio = Join-Path $TestDrive 'automatico.html'
        $resultado = Test-Recuperacao -Automatico -Config $bancada.Config -Confirm:$false -Relatorio $relatorio
        $resultado.Motivo | Should -BeNullOrEmpty
        $resultado.Aprovado | Should -BeTrue
        $resultado.CodigoSaida | Should -Be 0
        @($resultado.Etapas.Numero) | Should -Be @(1, 2, 3, 4, 5, 6)
        Assert-PastaNoLugar $bancada
        $testados = @(Get-RetornoArquivo -Config $bancada.Config -Nome 'TESTE_RECUPERACAO_*')
        $testados | Should -HaveCount 1
        $testados[0].Situacao | Should -Be 'processado'
        $testados[0].Titulos | Should -Be 0
        @(Get-RetornoTitulo -Config $bancada.Config) | Should -BeNullOrEmpty
        Join-Path (Join-Path $bancada.Processados 'Testes') $testados[0].Nome | Should -Exist
        Join-Path $bancada.Processados $testados[0].Nome | Should -Not -Exist
        $emails = @(Get-EmailRecebido $bancada)
        $emails | Should -HaveCount 2
        foreach ($email in $emails) {
            $email.assunto | Should -BeLike '`[TESTE`] *'
            $email.texto | Should -Match 'ISTO É UM TESTE DE RECUPERAÇÃO'
        }
        $quedas = @(Get-MonitorQueda -Config $bancada.Config)
        $quedas | Should -HaveCount 1
        $quedas[0].Teste | Should -BeTrue
        $quedas | Out-String | Should -Match '\(teste\)'
        (Get-MonitorStatus -Config $bancada.Config) | Out-String | Should -Match 'Última queda .*\(teste\)'
        $testados[0].Teste | Should -BeTrue
        # And the queries can leave it out.
        @(Get-MonitorQueda -Config $bancada.Config -SemTestes) | Should -BeNullOrEmpty
        @(Get-RetornoArquivo -Config $bancada.Config -SemTestes) | Should -BeNullOrEmpty
        $html = [System.IO.File]::ReadAllText($relatorio)
        $html | Should -Match 'Cobrança &amp; Cia'
        $html | Should -Not -Match 'Cobrança & Cia'
        $html | Should -Match 'SERVIDOR RECUPERADO!'
    }
    It 'over, the next outage is a real one: no mark is left' {
        [System.IO.Directory]::Move($bancada.Retorno, "$($bancada.Retorno)_FORA")
        try { Wait-Ate { (Get-MonitorStatus -Config $bancada.Config).Estado -eq 'inacessivel' } -Oque 'a queda' }
        finally { [System.IO.Directory]::Move("$($bancada.Retorno)_FORA", $bancada.Retorno) }
        Wait-Ate { @(Get-EmailRecebido $bancada).Count -eq 4 } -Oque 'os dois e-mails'
        foreach ($email in @(Get-EmailRecebido $bancada | Select-Object -Last 2)) { "$($email.assunto) $($email.texto)" | Should -Not -Match 'TESTE' }
        @(Get-MonitorQueda -Config $bancada.Config -SemTestes) | Should -HaveCount 1
    }
    It 'with the mail server refusing fails at step 6 and names the mail, the folder back in place' {
        $null = Send-Palco $bancada @('recusar', '550')
        try { $resultado = Test-Recuperacao -Automatico -Config $bancada.Config -Confirm:$false -LimiteConferenciaSegundos 4 }
        finally { $null = Send-Palco $bancada 'aceitar' }
        $resultado.Aprovado | Should -BeFalse
        @($resultado.Etapas | Where-Object { $_.Resultado -eq 'reprovada' }).Numero | Should -Be 6
        $resultado.Motivo | Should -Match 'e-mail de alerta não foi aceito'
        $resultado.Motivo | Should -Match '550'
        Assert-PastaNoLugar $bancada
    }
    It 'refuses where it may not rename' {
        if ([System.IO.Path]::DirectorySeparatorChar -eq '\') { Set-ItResult -Skipped -Because 'a root folder cannot be watched here' }
        $outra = New-Bancada -Retorno '/'
        try { { Test-Recuperacao -Automatico -Config $outra.Config -Confirm:$false } | Should -Throw -ErrorId 'PastaNaoRenomeavel,Test-Recuperacao' }
        finally { Remove-Bancada $outra }
    }
    It 'Ctrl+C in the middle puts the folder back' {
        $script = Join-Path $TestDrive 'interrompido.ps1'
        [System.IO.File]::WriteAllText($script, "Import-Module '$manifesto'; Test-Recuperacao -Automatico -Config '$($bancada.Config)' -Confirm:`$false", [System.Text.UTF8Encoding]::new($true))
        Wait-Ate { (Get-MonitorStatus -Config $bancada.Config).Estado -eq 'operacional' }
        $outro = Start-OutroPowerShell $script
        try {
            Wait-Ate { @(Get-Renomeada $bancada).Count -eq 1 } -Oque 'a pasta renomeada' -Segundos 30
            if ([System.IO.Path]::DirectorySeparatorChar -eq '\') { $outro.Kill(); Set-ItResult -Skipped -Because 'no SIGINT for another process here' }
            & kill -INT $outro.Id
            $null = $outro.WaitForExit(15000)
        }
        finally { if (-not $outro.HasExited) { $outro.Kill() } }
        Wait-Ate { [System.IO.Directory]::Exists($bancada.Retorno) } -Oque 'a pasta devolvida'
        # The monitor knows that the test is over.
        @(Get-MonitorLog -Config $bancada.Config -Texto 'TESTE de recuperação encerrado').Count | Should -Be @(Get-MonitorLog -Config $bancada.Config -Texto 'TESTE de recuperação iniciado').Count
        Assert-PastaNoLugar $bancada
    }
    It 'killed in the middle: a second test waits its turn, the next call finds the folder and puts it back' {
        # A long interval holds the test in step 3, where it is killed.
        $lenta = New-Bancada -Extra @{ MONITORAMENTO_SERVIDOR = 'intervalo_verificacao = 1' }
        try {
            $null = Start-MonitorRetornos -Config $lenta.Config
            $script = Join-Path $TestDrive 'morto.ps1'
            # Stays in the middle: the process sleeps as soon as the folder is renamed.
            [System.IO.File]::WriteAllText($script, @"
Import-Module '$manifesto'
& (Get-Module MonitorRetornos) { function script:Wait-RecuperacaoDeteccao { param(`$Teste) [System.Threading.Thread]::Sleep(60000) } }
Test-Recuperacao -Automatico -Config '$($lenta.Config)' -Confirm:`$false
"@, [System.Text.UTF8Encoding]::new($true))
            $outro = Start-OutroPowerShell $script
            try {
                Wait-Ate { @(Get-Renomeada $lenta).Count -eq 1 } -Oque 'a pasta renomeada' -Segundos 30
                { Test-Recuperacao -Automatico -Config $lenta.Config -Confirm:$false } | Should -Throw -ErrorId 'TesteEmAndamento,Test-Recuperacao'
            }
            finally { $outro.Kill(); $null = $outro.WaitForExit(5000) }
            $lenta.Retorno | Should -Not -Exist

            # Not accepted: it stays, and the error tells its name.
            { Test-Recuperacao -Automatico -Config $lenta.Config -WhatIf -WarningAction SilentlyContinue } | Should -Throw -ErrorId 'PastaRenomeadaPendente,Test-Recuperacao'
            Get-Renomeada $lenta | Should -HaveCount 1

            $resultado = Test-Recuperacao -Automatico -Config $lenta.Config -Confirm:$false -WarningVariable avisos -WarningAction SilentlyContinue
            "$avisos" | Should -Match 'interrompido'
            $resultado.Motivo | Should -BeNullOrEmpty
            $resultado.Aprovado | Should -BeTrue
            Assert-PastaNoLugar $lenta
        }
        finally { Remove-Bancada $lenta }
    }
    It 'a folder that was made anew meanwhile is never overwritten' {
        $null = [System.IO.Directory]::CreateDirectory("$($bancada.Retorno).TESTE-RECUPERACAO-OUTRA-1-20250101000000")
        try { { Test-Recuperacao -Automatico -Config $bancada.Config -Confirm:$false } | Should -Throw -ErrorId 'PastaRecriada,Test-Recuperacao' }
        finally { [System.IO.Directory]::Delete("$($bancada.Retorno).TESTE-RECUPERACAO-OUTRA-1-20250101000000") }
        $bancada.Retorno | Should -Exist
    }
}

Describe 'E-mails esperando' {
    It 'fails at step 6 while the mail server puts off, and at step 1 when called again with mails still waiting' {
        $bancada = New-Bancada
        try {
            $null = Send-Palco $bancada @('recusar', '451')
            $null = Start-MonitorRetornos -Config $bancada.Config
            $resultado = Test-Recuperacao -Automatico -Config $bancada.Config -Confirm:$false -LimiteConferenciaSegundos 3
            @($resultado.Etapas | Where-Object { $_.Resultado -eq 'reprovada' }).Numero | Should -Be 6
            $resultado.Motivo | Should -Match 'E-mails na fila: [12]'
            $resultado.Motivo | Should -Match '451'
            $resultado = Test-Recuperacao -Automatico -Config $bancada.Config -Confirm:$false -LimiteConferenciaSegundos 2
            @($resultado.Etapas | Where-Object { $_.Resultado -eq 'reprovada' }).Numero | Should -Be 1
            $resultado.Motivo | Should -Match 'e-mail\(s\) de antes'
            Assert-PastaNoLugar $bancada
        }
        finally { Remove-Bancada $bancada }
    }
}

Describe 'Alertas desligados' {
    It 'fails at step 1 and says which switch (<Caso>)' -ForEach @(
        @{ Caso = 'habilitado'; Extra = @{ MONITORAMENTO_SERVIDOR = 'habilitado = false' }; Motivo = 'habilitado = true em \[MONITORAMENTO_SERVIDOR\]' }
        @{ Caso = 'alertar_por_email'; Extra = @{ MONITORAMENTO_SERVIDOR = 'alertar_por_email = false' }; Motivo = 'alertar_por_email = true' }
        @{ Caso = 'email'; Extra = @{ EMAIL = 'habilitado = false' }; Motivo = 'habilitado = true em \[EMAIL\]' }
    ) {
        $bancada = New-Bancada -Extra $Extra
        try {
            $null = Start-MonitorRetornos -Config $bancada.Config
            $resultado = Test-Recuperacao -Automatico -Config $bancada.Config -Confirm:$false
            $resultado.Aprovado | Should -BeFalse
            $resultado.Etapas[0].Resultado | Should -Be 'reprovada'
            $resultado.Motivo | Should -Match $Motivo
            Assert-PastaNoLugar $bancada
        }
        finally { Remove-Bancada $bancada }
    }
}

Describe 'Guiado' {
    BeforeAll { $bancada = New-Bancada }
    AfterAll { Remove-Bancada $bancada }
    It 'follows a person who renames the folder and back, and passes' {
        $null = Start-MonitorRetornos -Config $bancada.Config
        $script = Join-Path $TestDrive 'pessoa.ps1'
        # The person: takes the folder away, waits for the alert in the log, brings it back.
        [System.IO.File]::WriteAllText($script, @"
[System.Threading.Thread]::Sleep(1000)
[System.IO.Directory]::Move('$($bancada.Retorno)', '$($bancada.Retorno)_PESSOA')
for (`$i = 0; `$i -lt 300 -and -not [System.IO.File]::ReadAllText('$($bancada.Log)').Contains('ALERTA: Servidor ficou'); `$i++) { [System.Threading.Thread]::Sleep(100) }
[System.Threading.Thread]::Sleep(3000)
[System.IO.Directory]::Move('$($bancada.Retorno)_PESSOA', '$($bancada.Retorno)')
"@, [System.Text.UTF8Encoding]::new($true))
        $pessoa = Start-OutroPowerShell $script
        try { $resultado = Test-Recuperacao -Config $bancada.Config -LimiteAcaoSegundos 60 }
        finally { if (-not $pessoa.WaitForExit(10000)) { $pessoa.Kill() } }
        $resultado.Motivo | Should -BeNullOrEmpty
        $resultado.Aprovado | Should -BeTrue
        $resultado.Modo | Should -Be 'guiado'
    }
    It 'fails at step 2 when nobody takes the folder away' {
        $resultado = Test-Recuperacao -Config $bancada.Config -LimiteAcaoSegundos 5
        @($resultado.Etapas | Where-Object { $_.Resultado -eq 'reprovada' }).Numero | Should -Be 2
        $resultado.Motivo | Should -Match 'continuou acessível'
    }
}
