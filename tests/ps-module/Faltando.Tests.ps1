# The file that did not come and the one that was refused, through the real program.
BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module (Join-Path $PSScriptRoot 'Bancada.psm1') -Force
    Import-Module ([System.IO.Path]::Combine((Get-ModuloEmTeste), 'MonitorRetornos.psd1')) -Force
    $bancada = New-Bancada -Extra @{ PROCESSAMENTO = @('tamanho_maximo_arquivo_mb = 1') }
    $config = $bancada.Config
    $erro = [System.IO.Path]::Combine($bancada.Retorno, 'Erro')
    # A real return file with a letter in an amount; the good one goes where the test says.
    function Add-Recusado([string] $Nome) {
        $bom = [System.IO.Path]::Combine($bancada.Pasta, "$Nome.bom")
        Add-Retorno $bancada "$Nome.bom" -Em $bancada.Pasta
        $linhas = [System.IO.File]::ReadAllText($bom, [System.Text.Encoding]::GetEncoding(28591)) -split "`r`n"
        $linhas[5] = $linhas[5].Remove(140, 1).Insert(140, 'A')
        [System.IO.File]::WriteAllText([System.IO.Path]::Combine($bancada.Retorno, $Nome), $linhas -join "`r`n", [System.Text.Encoding]::GetEncoding(28591))
        $bom
    }
}
AfterAll { Remove-Bancada $bancada }

Describe 'Get-RetornoEsperado' {
    It 'warns that there is no rule, and answers nothing' {
        $avisos = @()
        Get-RetornoEsperado -Config $config -WarningVariable avisos -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$avisos" | Should -Match '\[ESPERADO nome\].*-Sugerir'
    }
    It 'says what history does not carry' {
        Add-Retorno $bancada 'HOJE1.ret'
        $null = Invoke-ProcessarPendentes -Config $config -Confirm:$false
        $sugestoes = @(Get-RetornoEsperado -Sugerir -Config $config)
        $sugestoes.Count | Should -BeGreaterThan 0
        $sugestoes[0].PSObject.TypeNames[0] | Should -Be 'MonitorRetornos.Sugestao'
        $sugestoes[0].Regra | Should -BeNullOrEmpty
        $sugestoes[0].Evidencia | Should -Not -BeNullOrEmpty
    }
    It 'lists what came, what is waited for and what is missing' {
        [System.IO.File]::AppendAllText($config, "`n[ESPERADO do dia]`narquivo = HOJE*.ret`nate = 23:59`ndias = todos`n[ESPERADO extrato]`narquivo = EXTRATO*.ret`nate = 23:59`ndias = todos`n")
        $lista = @(Get-RetornoEsperado -Config $config)
        ($lista | ForEach-Object { "$($_.Nome):$($_.Situacao):$($_.Arquivo)" } | Sort-Object) -join ' ' | Should -Be 'do dia:chegou:HOJE1.ret extrato:aguardando:'
        $lista[0].Limite | Should -Be ([datetime]::Today.AddHours(23).AddMinutes(59))
        ($lista | Where-Object Nome -EQ 'do dia').Em | Should -BeOfType [datetime]
        "$($lista | Format-Table | Out-String)" | Should -Match 'aguardando'
        (Get-MonitorStatus -Config $config).EsperadosHoje | Should -Be 1
    }
}

Describe 'Get-RetornoLacuna' {
    It 'is silent where the sequence is whole, and names what lacks' {
        Get-RetornoLacuna -Config $config | Should -BeNullOrEmpty
        foreach ($numero in 1..6 + 8) { $null = Send-Palco $bancada @('cnab240', [System.IO.Path]::Combine($bancada.Retorno, "N$numero.ret"), "$numero") }
        $null = Invoke-ProcessarPendentes -Config $config -Confirm:$false
        $lacunas = @(Get-RetornoLacuna -Config $config)
        $lacunas.Count | Should -Be 1
        $lacunas[0].Primeiro, $lacunas[0].Ultimo, $lacunas[0].Quantidade, $lacunas[0].Antes, $lacunas[0].Depois | Should -Be @(7, 7, 1, 'N6.ret', 'N8.ret')
        $lacunas[0].Avisada | Should -BeFalse
        $null = Send-Palco $bancada @('cnab240', [System.IO.Path]::Combine($bancada.Retorno, 'N7.ret'), '7')
        $null = Invoke-ProcessarPendentes -Config $config -Confirm:$false
        Get-RetornoLacuna -Config $config | Should -BeNullOrEmpty
    }
}

Describe 'Pastas do livro' {
    It 'of one folder: it may be named, and all of them are that one' {
        $pasta = $bancada.Retorno
        $todos = @(Get-RetornoArquivo -Config $config -Todas)
        $todos.Count | Should -Be @(Get-RetornoArquivo -Config $config -Pasta "$pasta/").Count
        $todos.Pasta | Select-Object -Unique | Should -Be $pasta
        @(Get-RetornoTitulo -Config $config -Todas -Ultimos 1).Pasta | Should -Be $pasta
        $uma = @(Get-MonitorStatus -Config $config -Todas)
        $uma[0].PSObject.TypeNames[0] | Should -Be 'MonitorRetornos.Pasta'
        $uma[0].Pasta, $uma[0].Propria, $uma[0].EmExecucao, $uma.Count | Should -Be @($pasta, $true, $false, 1)
        $uma[0].ProcessadosHoje | Should -BeGreaterThan 0
        "$($uma | Out-String)" | Should -Match 'PARADO'
        $completa = (TabExpansion2 -inputScript "Get-RetornoArquivo -Config '$config' -Pasta " -cursorColumn ("Get-RetornoArquivo -Config '$config' -Pasta ".Length)).CompletionMatches
        $completa.CompletionText | Should -Contain "'$pasta'"
    }
    It 'another one is refused, and so are the rules of all' {
        { Get-MonitorQueda -Config $config -Pasta '/outra' -ErrorAction Stop } | Should -Throw -ErrorId 'PastaDesconhecida*'
        { Get-RetornoLacuna -Config $config -Pasta '/outra' -ErrorAction Stop } | Should -Throw -ErrorId 'PastaDesconhecida*'
        { Get-RetornoEsperado -Config $config -Todas -ErrorAction Stop } | Should -Throw -ErrorId 'RegrasDeOutraPasta*'
    }
}

Describe 'Restore-RetornoArquivo' {
    BeforeAll {
        $bons = @{}
        foreach ($nome in 'A.ret', 'B [1].ret', '-C.ret') { $bons[$nome] = Add-Recusado $nome }
        $null = Invoke-ProcessarPendentes -Config $config -Confirm:$false -ErrorAction SilentlyContinue
    }
    It 'says what it would do with -WhatIf, and does nothing' {
        $vistos = @(Restore-RetornoArquivo -Todos -Config $config -WhatIf)
        ($vistos.Nome | Sort-Object) -join ' ' | Should -Be '-C.ret A.ret B [1].ret'
        @($vistos | Where-Object { $_.Situacao -ne 'simulado' -or $_.Mudou -ne $false }) | Should -BeNullOrEmpty
        [System.IO.Directory]::GetFiles($bancada.Retorno, '*.ret') | Should -BeNullOrEmpty
    }
    It 'puts one back that was corrected; both decisions stay' {
        Copy-Item -LiteralPath $bons['A.ret'] -Destination ([System.IO.Path]::Combine($erro, 'A.ret'))
        $devolvido = Restore-RetornoArquivo a.ret -Config $config
        $devolvido.Nome, $devolvido.Situacao, $devolvido.Mudou | Should -Be @('A.ret', 'reenviado', $true)
        $devolvido.RecusadoEm | Should -BeOfType [datetime]
        (Invoke-ProcessarPendentes -Config $config -Confirm:$false).Situacao | Should -Be 'processado'
        $decisoes = @(Get-RetornoArquivo A.ret -Config $config)
        $decisoes.Situacao | Should -Be @('processado', 'recusado')
        $decisoes[0].ReenvioDe.mudou | Should -BeTrue
        $decisoes[1].ReenviadoEm | Should -BeOfType [datetime]
        $decisoes[1].CodigoMotivo | Should -Not -BeNullOrEmpty
    }
    It 'takes what Get-RetornoArquivo gives, whatever the names' {
        $devolvidos = @(Get-RetornoArquivo -Situacao recusado -Config $config | Where-Object { $null -eq $_.ReenviadoEm } | Restore-RetornoArquivo -Config $config)
        ($devolvidos | ForEach-Object { "$($_.Nome)=$($_.Situacao)" } | Sort-Object) -join ' ' | Should -Be '-C.ret=reenviado B [1].ret=reenviado'
        [System.IO.File]::Exists([System.IO.Path]::Combine($bancada.Retorno, '-C.ret')) | Should -BeTrue
        $null = Invoke-ProcessarPendentes -Config $config -Confirm:$false -ErrorAction SilentlyContinue
    }
    It 'never puts one over another, and says so of that one' {
        [System.IO.File]::WriteAllText([System.IO.Path]::Combine($bancada.Retorno, '-C.ret'), 'outro')
        $erros = @()
        $devolvidos = @(Restore-RetornoArquivo -Motivo (Get-RetornoArquivo -Situacao recusado -Config $config)[0].CodigoMotivo -Config $config -ErrorVariable erros -ErrorAction SilentlyContinue)
        ($devolvidos | ForEach-Object { "$($_.Nome)=$($_.Situacao)" } | Sort-Object) -join ' ' | Should -Be '-C.ret=nome-ocupado B [1].ret=reenviado'
        @($erros | Where-Object { $_.FullyQualifiedErrorId -like 'ArquivoNaoReenviado*' }).Count | Should -Be 1
        [System.IO.File]::ReadAllText([System.IO.Path]::Combine($bancada.Retorno, '-C.ret')) | Should -Be 'outro'
    }
    It 'says which of several names nothing has' {
        $erros = @()
        $vistos = @(Restore-RetornoArquivo '-C.ret', 'nenhum.ret' -Config $config -WhatIf -ErrorVariable erros -ErrorAction SilentlyContinue)
        ($vistos | ForEach-Object { "$($_.Nome)=$($_.Situacao)" }) -join ' ' | Should -Be '-C.ret=simulado nenhum.ret=nao-encontrado'
        @($erros | Where-Object { $_.FullyQualifiedErrorId -like 'RecusadoNaoEncontrado*' -and $_.TargetObject -eq 'nenhum.ret' }).Count | Should -Be 1
    }
    It 'takes the one that was given of two that came under one name' {
        foreach ($conteudo in 'um', 'outro') {
            [System.IO.File]::WriteAllText([System.IO.Path]::Combine($bancada.Retorno, 'D.ret'), "$conteudo`r`n")
            $null = Invoke-ProcessarPendentes -Config $config -Confirm:$false -ErrorAction SilentlyContinue
        }
        $segundo = @(Get-RetornoArquivo D.ret -Config $config)[0]
        $segundo.NomeFinal | Should -Be 'D (2).ret'
        $devolvido = @($segundo | Restore-RetornoArquivo -Config $config -WhatIf)
        $devolvido.NomeEmErro | Should -Be 'D (2).ret'
    }
    It 'says that nothing fits' {
        { Restore-RetornoArquivo nenhum.ret -Config $config -ErrorAction Stop } | Should -Throw -ErrorId 'NenhumRecusado*'
    }
}

Describe 'Get-RetornoArquivo -Pendentes' {
    It 'shows what the monitor cannot deal with, since when and why' {
        [System.IO.File]::WriteAllBytes([System.IO.Path]::Combine($bancada.Retorno, 'GRANDE.ret'), [byte[]]::new(2MB))
        $null = Start-MonitorRetornos -Config $config
        Wait-Ate { @(Get-RetornoArquivo -Pendentes -Config $config | Where-Object Situacao -EQ 'com-problema').Count -eq 1 } -Oque 'o arquivo com problema'
        $um = @(Get-RetornoArquivo -Pendentes -Config $config | Where-Object Situacao -EQ 'com-problema')[0]
        $um.Nome | Should -Be 'GRANDE.ret'
        $um.Motivo | Should -Match 'tamanho_maximo_arquivo_mb'
        $um.Desde | Should -BeOfType [datetime]
        (Get-MonitorStatus -Config $config).ComProblema[0].Nome | Should -Be 'GRANDE.ret'
    }
}
