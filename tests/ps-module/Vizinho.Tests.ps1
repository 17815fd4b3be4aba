# Two monitors with two data folders on one folder.
BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module (Join-Path $PSScriptRoot 'Bancada.psm1') -Force
    Import-Module ([System.IO.Path]::Combine((Get-ModuloEmTeste), 'MonitorRetornos.psd1')) -Force
    $bancada = New-Bancada
    $config = $bancada.Config
}
AfterAll { Remove-Bancada $bancada }

Describe 'Dois monitores na mesma pasta' {
    It 'Start-MonitorRetornos says who has the folder, and -Assumir takes it' {
        $null = Start-MonitorRetornos -Config $config
        $outra = New-Bancada -Retorno $bancada.Retorno
        try {
            $erro = $null
            try { Start-MonitorRetornos -Config $outra.Config } catch { $erro = $_ }
            $erro.FullyQualifiedErrorId | Should -BeLike 'PastaDeOutroMonitor*'
            $erro.Exception.Message | Should -Match ([regex]::Escape($bancada.Pasta))
            $erro.Exception.Message | Should -Match '-Assumir'
            (Start-MonitorRetornos -Assumir -Config $outra.Config).EmExecucao | Should -BeTrue
            Wait-Ate { -not (Get-MonitorStatus -Config $config).EmExecucao } -Oque 'o fim do primeiro'
        }
        finally { Remove-Bancada $outra }
    }
}
