# The channels, through the real program.
BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module (Join-Path $PSScriptRoot 'Bancada.psm1') -Force
    Import-Module ([System.IO.Path]::Combine((Get-ModuloEmTeste), 'MonitorRetornos.psd1')) -Force
    $bancada = New-Bancada
    # Nothing listens on the port that TCP keeps for its multiplexer.
    [System.IO.File]::AppendAllText($bancada.Config, "`n[WEBHOOK]`nhabilitado = sim`nurl = http://127.0.0.1:1/avisos`nsegredo = MARCA-1`n[TEAMS]`nhabilitado = sim`n")
    $config = $bancada.Config
}
AfterAll { Remove-Bancada $bancada }

Describe 'Get-MonitorCanal' {
    It 'shows every channel, or those that are asked for' {
        $todos = @(Get-MonitorCanal -Config $config)
        ($todos | ForEach-Object { "$($_.Nome):$($_.Habilitado):$($_.Situacao)" }) -join ' ' | Should -Be 'email:True:ok teams:True:ok telegram:False:ok webhook:True:ok'
        @(Get-MonitorCanal -Nome teams, webhook -Config $config).Nome | Should -Be @('teams', 'webhook')
    }
}
Describe 'Test-MonitorCanal' {
    It 'sends nothing with -WhatIf' {
        Test-MonitorCanal -Config $config -WhatIf | Should -BeNullOrEmpty
        @(Get-EmailRecebido $bancada).Count | Should -Be 0
    }
    It 'tries each one that is switched on, and says what is wrong without the secret' {
        $testes = @(Test-MonitorCanal -Config $config -Confirm:$false)
        ($testes | ForEach-Object { "$($_.Nome):$($_.TesteEntregue)" }) -join ' ' | Should -Be 'email:True teams:False webhook:False'
        $testes[1].MensagemDoTeste | Should -Match '-Segredo teams'
        @(Get-EmailRecebido $bancada).Count | Should -Be 1
        ConvertTo-Json -InputObject $testes | Should -Not -Match 'MARCA-1'
    }
    It 'says that nothing was tested when no channel is on' {
        $calada = New-Bancada -Extra @{ EMAIL = 'habilitado = false' }
        try {
            Test-MonitorCanal -Config $calada.Config -Confirm:$false -WarningVariable avisos -WarningAction SilentlyContinue | Should -BeNullOrEmpty
            "$avisos" | Should -Match 'nada foi testado'
        }
        finally { Remove-Bancada $calada }
    }
}
