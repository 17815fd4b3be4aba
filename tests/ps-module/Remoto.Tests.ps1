# The commands that ask other computers, over a real PowerShell remoting channel: another process instead of another machine.
BeforeDiscovery { $semCanal = $PSVersionTable.PSEdition -ne 'Core' }
BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module (Join-Path $PSScriptRoot 'Bancada.psm1') -Force
    $modulo = Get-ModuloEmTeste
    Import-Module ([System.IO.Path]::Combine($modulo, 'MonitorRetornos.psd1')) -Force
    function New-Sessao([string] $Caminho) {
        $antes = $env:PSModulePath
        try {
            if ($Caminho) { $env:PSModulePath = "$Caminho$([System.IO.Path]::PathSeparator)$antes" }
            $outro = [System.Management.Automation.Runspaces.RunspaceFactory]::CreateOutOfProcessRunspace($null)
            $outro.Open()
        }
        finally { $env:PSModulePath = $antes }
        [System.Management.Automation.Runspaces.PSSession]::Create($outro, 'Processo', $null)
    }
}

Describe 'Por uma sessão' -Skip:$semCanal {
    BeforeAll {
        $bancada = New-Bancada
        Add-Retorno $bancada 'CBR724_A.ret' 2
        $null = Invoke-ProcessarPendentes -Config $bancada.Config
        $sessao = New-Sessao ([System.IO.Path]::GetDirectoryName($modulo))
    }
    AfterAll { $sessao.Runspace.Dispose(); Remove-Bancada $bancada }
    It 'Get-MonitorStatus answers what it answers there, as here, and looks the same' {
        $la = Get-MonitorStatus -Session $sessao -Config $bancada.Config
        $aqui = Get-MonitorStatus -Config $bancada.Config
        $la.PSObject.TypeNames[0] | Should -Be 'MonitorRetornos.Status'
        foreach ($nome in 'Estado', 'EmExecucao', 'Pasta', 'ProcessadosHoje', 'Versao', 'Intervalo', 'Config') { $la.$nome | Should -Be $aqui.$nome -Because $nome }
        $la.UltimoArquivo.Nome | Should -Be 'CBR724_A.ret'
        $la.UltimoArquivo.PSObject.TypeNames[0] | Should -Be 'MonitorRetornos.Arquivo'
        $la.UltimoArquivo.Em | Should -Be $aqui.UltimoArquivo.Em
        $la.PSObject.Properties['RunspaceId'] | Should -BeNullOrEmpty
        $texto = $la | Out-String -Width 100
        $texto | Should -Match '(?m)^Computador +: '
        $texto.Replace("`r", '') -replace '(?m)^Computador.*\n', '' | Should -Be (($aqui | Out-String -Width 100).Replace("`r", ''))
    }
    It 'Get-MonitorQueda passes its parameters on' {
        $null = Start-MonitorRetornos -Config $bancada.Config
        foreach ($vez in 1, 2) {
            [System.IO.Directory]::Move($bancada.Retorno, "$($bancada.Retorno)_FORA")
            try { Wait-Ate { (Get-MonitorStatus -Config $bancada.Config).Estado -eq 'inacessivel' } -Oque 'a queda' }
            finally { [System.IO.Directory]::Move("$($bancada.Retorno)_FORA", $bancada.Retorno) }
            Wait-Ate { @(Get-EmailRecebido $bancada).Count -eq 2 * $vez } -Oque 'os e-mails'
        }
        $quedas = @(Get-MonitorQueda -Session $sessao -Config $bancada.Config)
        $quedas | Should -HaveCount 2
        $quedas[0].Inicio | Should -BeOfType ([datetime])
        @(Get-MonitorQueda -Session $sessao -Config $bancada.Config -Ultimas 1).Id | Should -Be $quedas[0].Id
        @(Get-MonitorQueda -Session $sessao -Config $bancada.Config -EmAndamento -SemTestes) | Should -BeNullOrEmpty
    }
    It 'Test-MonitorConfiguracao does it there; -WhatIf sends nothing' {
        $itens = @(Test-MonitorConfiguracao -Session $sessao -Config $bancada.Config -Implantacao)
        @($itens | Where-Object { $_.Nome -eq 'Versões' }).Situacao | Should -Be 'ok'
        $itens[0].PSObject.TypeNames[0] | Should -Be 'MonitorRetornos.Verificacao'
        $antes = @(Get-EmailRecebido $bancada).Count
        Test-MonitorConfiguracao -Session $sessao -Config $bancada.Config -EnviarEmailDeTeste -WhatIf | Should -BeNullOrEmpty
        @(Get-EmailRecebido $bancada).Count | Should -Be $antes
        $null = Test-MonitorConfiguracao -Session $sessao -Config $bancada.Config -EnviarEmailDeTeste
        @(Get-EmailRecebido $bancada).Count | Should -Be ($antes + 1)
    }
    It 'an error there comes under its own name, with the computer in front' {
        Get-MonitorStatus -Session $sessao -Config "$TestDrive/nenhum.ini" -ErrorAction SilentlyContinue -ErrorVariable erros | Should -BeNullOrEmpty
        $erros[-1].FullyQualifiedErrorId | Should -Be 'ConfiguracaoInvalida,Get-MonitorStatus'
        $erros[-1].Exception.Message | Should -Match '^\[.+\] arquivo de configuração não encontrado'
    }
    It 'one computer without the module is an error, the others answer' {
        $vazia = New-Sessao ''
        try {
            $respostas = @(Get-MonitorStatus -Session $vazia, $sessao -Config $bancada.Config -ErrorAction SilentlyContinue -ErrorVariable erros)
            $respostas | Should -HaveCount 1
            $erros[-1].FullyQualifiedErrorId | Should -Be 'ModuloAusenteLa,Get-MonitorStatus'
        }
        finally { $vazia.Runspace.Dispose() }
    }
}

Describe 'Por nome' {
    It '<Comando>: a computer that does not answer is an error of its own, that does not end the command' -ForEach @(
        @{ Comando = 'Get-MonitorStatus' }, @{ Comando = 'Get-MonitorQueda' }, @{ Comando = 'Test-MonitorConfiguracao' }
    ) {
        & $Comando -ComputerName 'nome.invalid' -ErrorAction SilentlyContinue -ErrorVariable erros | Should -BeNullOrEmpty
        $erros[-1].FullyQualifiedErrorId | Should -Be "ComputadorNaoResponde,$Comando"
        $erros[-1].Exception.Message | Should -Match 'Enable-PSRemoting'
        # A CIM session says which computer.
        & $Comando -CimSession ([pscustomobject]@{ ComputerName = 'outro.invalid' }) -ErrorAction SilentlyContinue -ErrorVariable erros | Should -BeNullOrEmpty
        $erros[-1].FullyQualifiedErrorId | Should -Be "ComputadorNaoResponde,$Comando"
    }
}

Describe 'Receitas do README' {
    BeforeAll {
        $bancada = New-Bancada
        $leia = [System.IO.File]::ReadAllText([System.IO.Path]::Combine((Get-RaizDoProjeto), 'ps-module', 'README.md'))
        # The block of code under a heading, run as the tool runs it, but on the bench.
        function Invoke-Receita([string] $Titulo, [string] $Config) {
            $bloco = [regex]::Match($leia, "(?s)### $Titulo\s.*?``````powershell\r?\n(.*?)``````").Groups[1].Value
            $arquivo = [System.IO.Path]::Combine($TestDrive, "$Titulo.ps1")
            # The bench in the place of the installed configuration.
            [System.IO.File]::WriteAllText($arquivo, $bloco.Replace('Get-MonitorStatus', "Get-MonitorStatus -Config '$Config'"), [System.Text.UTF8Encoding]::new($true))
            $script = [System.IO.Path]::Combine($TestDrive, "chama-$Titulo.ps1")
            [System.IO.File]::WriteAllText($script, "[Console]::OutputEncoding = [System.Text.UTF8Encoding]::new(`$false); Import-Module '$modulo/MonitorRetornos.psd1'; & '$arquivo'", [System.Text.UTF8Encoding]::new($true))
            $outro = Start-OutroPowerShell $script
            $outro.StandardOutput.ReadToEnd().Trim()
        }
    }
    AfterAll { Remove-Bancada $bancada }
    It 'Checkmk: one line, as it is read; stopped is critical, up is well, no configuration is unknown' {
        $linha = '^{0} "Monitor de Retornos" pendentes=0\|problemas=0\|emails_na_fila=0 {1}'
        Invoke-Receita 'Checkmk' $bancada.Config | Should -Match ($linha -f 2, 'parado')
        Invoke-Receita 'Checkmk' "$TestDrive/nenhum.ini" | Should -Match '^3 "Monitor de Retornos" - arquivo de configuração não encontrado'
        $null = Start-MonitorRetornos -Config $bancada.Config
        Invoke-Receita 'Checkmk' $bancada.Config | Should -Match ($linha -f 0, 'operacional')
    }
    It 'PRTG: a document with channels and limits, or an error' {
        $d = ConvertFrom-Json -InputObject (Invoke-Receita 'PRTG' $bancada.Config)
        $d.prtg.text | Should -Be 'operacional'
        @($d.prtg.result).Count | Should -Be 5
        $d.prtg.result[0].channel | Should -Be 'Fora do ar'
        $d.prtg.result[0].value | Should -Be 0
        $d = ConvertFrom-Json -InputObject (Invoke-Receita 'PRTG' "$TestDrive/nenhum.ini")
        $d.prtg.error | Should -Be 1
        $d.prtg.text | Should -Match 'não encontrado'
    }
    It 'Zabbix: every path is in the document of estado' {
        $parte = [regex]::Match($leia, '(?s)### Zabbix.*?### ').Value
        $caminhos = @([regex]::Matches($parte, '`\$\.([\w.]+)`') | ForEach-Object { $_.Groups[1].Value })
        $caminhos.Count | Should -BeGreaterThan 5
        [System.IO.File]::AppendAllText($bancada.Config, "`n[ESPERADO a]`narquivo = X*.ret`nate = 23:59`n")
        $documento = ConvertFrom-Json -InputObject ((& deno run -A ([System.IO.Path]::Combine((Get-RaizDoProjeto), 'core', 'main.ts')) estado --json --config $bancada.Config) -join "`n")
        foreach ($caminho in $caminhos) {
            $onde = $documento
            foreach ($parte in $caminho.Split('.')) { @($onde.PSObject.Properties.Name) | Should -Contain $parte -Because $caminho; $onde = $onde.$parte }
        }
    }
}
