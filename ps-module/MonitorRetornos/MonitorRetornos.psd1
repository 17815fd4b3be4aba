@{
    RootModule           = 'MonitorRetornos.psm1'
    ModuleVersion        = '1.0.0'
    GUID                 = '7c1b0f3e-4a55-4d0e-9a63-0f6d5a0c2b91'
    Author               = 'Agência das Bacias PCJ'
    CompanyName          = 'Agência das Bacias PCJ'
    Copyright            = '(c) 2026 Agência das Bacias PCJ. Licença MIT.'
    Description          = 'Opera o MonitorRetornos: inicia e para o monitor, mostra a situação, consulta arquivos, títulos e quedas, e testa a recuperação.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    FormatsToProcess     = @('MonitorRetornos.format.ps1xml')
    FunctionsToExport    = @(
        'Export-MonitorDiagnostico'
        'Export-RetornoPlanilha'
        'Confirm-MonitorQueda'
        'Get-MonitorCanal'
        'Get-MonitorLog'
        'Get-MonitorQueda'
        'Get-MonitorStatus'
        'Get-RetornoArquivo'
        'Get-RetornoEsperado'
        'Get-RetornoLacuna'
        'Get-RetornoTitulo'
        'Install-MonitorRetornos'
        'Invoke-ProcessarPendentes'
        'Register-MonitorRetornos'
        'Restore-RetornoArquivo'
        'Set-MonitorCredencial'
        'Show-MonitorNotificacao'
        'Show-MonitorPainel'
        'Start-MonitorRetornos'
        'Stop-MonitorRetornos'
        'Test-MonitorCanal'
        'Test-MonitorConfiguracao'
        'Test-Recuperacao'
        'Uninstall-MonitorRetornos'
        'Unregister-MonitorRetornos'
    )
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('CNAB', 'cobranca', 'retorno', 'monitor', 'Windows', 'PSEdition_Desktop', 'PSEdition_Core')
            ProjectUri   = 'https://agencia.baciaspcj.org.br/'
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = @'
1.0.0
- Acompanha o programa da mesma versão; instale os dois juntos, com install.ps1 ou Install-MonitorRetornos.
- Início, parada, situação, consultas, planilhas, diagnóstico e teste de recuperação (marcado com [TESTE]).
- Serve no Windows PowerShell 5.1 e no PowerShell 7.
'@
        }
    }
}
