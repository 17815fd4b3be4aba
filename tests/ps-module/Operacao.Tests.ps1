# The commands against the real program, a real folder and a real mail server, through an outage.
BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module (Join-Path $PSScriptRoot 'Bancada.psm1') -Force
    Import-Module (Join-Path (Get-ModuloEmTeste) 'MonitorRetornos.psd1') -Force
    $bancada = New-Bancada
    $config = $bancada.Config
    # The program leaves the folder to rename on its own, and may be looking at it on Windows.
    function Set-PastaFora([bool] $Fora) {
        $de = if ($Fora) { $bancada.Retorno } else { "$($bancada.Retorno)_FORA" }
        $para = if ($Fora) { "$($bancada.Retorno)_FORA" } else { $bancada.Retorno }
        Wait-Ate { try { [System.IO.Directory]::Move($de, $para); $true } catch { $false } } -Oque "renomear $de"
    }
}
AfterAll { Remove-Bancada $bancada }

Describe 'Com o monitor parado' {
    It 'Get-MonitorStatus says so, without an error' {
        $status = Get-MonitorStatus -Config $config
        $status.PSObject.TypeNames | Should -Contain 'MonitorRetornos.Status'
        $status.Estado | Should -Be 'parado'
        $status.EmExecucao | Should -BeFalse
        $status.ServidorAcessivel | Should -BeNullOrEmpty
        $status.Pasta | Should -Be $bancada.Retorno
        $status.Config | Should -Be $config
        $status.ComProblema.Count | Should -Be 0
        $status.Papel, $status.AtivoEm | Should -Be 'unico', $null
    }
    It 'of machines that share a ledger it says which one works' {
        $texto = InModuleScope MonitorRetornos {
            $papel = @{ estado = 'operacional'; papel = 'reserva'; posto = 'SERVIDOR2'; ativoEm = 'SERVIDOR1' }
            $status = ConvertTo-MonitorStatus ([pscustomobject]$papel)
            $status | Out-String
            Format-MonitorPainel -Status $status -Agora (Get-Date)
        }
        "$texto" | Should -Match 'Papel +: em reserva \(SERVIDOR2\); ativo em SERVIDOR1'
        "$texto" | Should -Match 'Papel +reserva; ativo em SERVIDOR1'
    }
    It 'the queries answer nothing before the first file' {
        Get-RetornoArquivo -Config $config | Should -BeNullOrEmpty
        Get-RetornoTitulo -Config $config | Should -BeNullOrEmpty
        Get-MonitorQueda -Config $config | Should -BeNullOrEmpty
    }
    It 'Confirm-MonitorQueda has nothing to confirm, and says so with its own ErrorId' {
        { Confirm-MonitorQueda -Config $config -ErrorAction Stop } | Should -Throw -ErrorId 'NenhumaQuedaEmCurso,Confirm-MonitorQueda'
    }
    It 'Stop-MonitorRetornos only warns' {
        $status = Stop-MonitorRetornos -Config $config -Confirm:$false -WarningVariable avisos -WarningAction SilentlyContinue
        $status.Estado | Should -Be 'parado'
        "$avisos" | Should -Match 'não está em execução'
    }
    It 'Get-MonitorLog tells that there is none yet, with its own ErrorId' {
        { Get-MonitorLog -Config $config } | Should -Throw -ErrorId 'LogNaoEncontrado,Get-MonitorLog'
    }
    It 'Start-MonitorRetornos -WhatIf starts nothing' {
        Start-MonitorRetornos -Config $config -WhatIf | Should -BeNullOrEmpty
        (Get-MonitorStatus -Config $config).EmExecucao | Should -BeFalse
    }
    It 'Invoke-ProcessarPendentes -WhatIf lists and leaves, and without it processes' {
        Add-Retorno $bancada 'ANTES 1.ret'
        [System.IO.File]::WriteAllText((Join-Path $bancada.Retorno 'ruim.ret'), "isto não é um retorno`r`n")
        $lista = @(Invoke-ProcessarPendentes -Config $config -WhatIf)
        $lista.Nome | Sort-Object | Should -Be @('ANTES 1.ret', 'ruim.ret')
        $lista[0].Situacao | Should -Be 'pendente'
        Join-Path $bancada.Retorno 'ANTES 1.ret' | Should -Exist

        Mock -ModuleName MonitorRetornos Write-Progress { }
        $feitos = @(Invoke-ProcessarPendentes -Config $config -ErrorVariable erros -ErrorAction SilentlyContinue)
        Should -Invoke -ModuleName MonitorRetornos Write-Progress -ParameterFilter { $PercentComplete -eq 100 -and $Status -match '^2 de 2 arquivo\(s\), \d+ título\(s\)' }
        Should -Invoke -ModuleName MonitorRetornos Write-Progress -Times 1 -Exactly -ParameterFilter { $Completed }
        @($feitos | Where-Object { $_.Nome -eq 'ANTES 1.ret' }).Situacao | Should -Be 'processado'
        $ruim = @($feitos | Where-Object { $_.Nome -eq 'ruim.ret' })
        $ruim.Situacao | Should -Be 'recusado'
        $ruim.Motivo | Should -Not -BeNullOrEmpty
        @($erros | ForEach-Object { $_.FullyQualifiedErrorId }) | Should -Contain 'ArquivosRecusados,Invoke-ProcessarPendentes'
        Join-Path $bancada.Processados 'ANTES 1.ret' | Should -Exist
        Invoke-ProcessarPendentes -Config $config | Should -BeNullOrEmpty
    }
    It 'a wrong config.ini is ConfiguracaoInvalida, naming line and key (<Comando>)' -ForEach @(
        @{ Comando = 'Get-MonitorStatus' }, @{ Comando = 'Start-MonitorRetornos' }, @{ Comando = 'Get-RetornoArquivo' }, @{ Comando = 'Get-MonitorQueda' }, @{ Comando = 'Test-MonitorConfiguracao' }
    ) {
        $errado = Join-Path $TestDrive 'errado.ini'
        [System.IO.File]::WriteAllText($errado, "[CAMINHOS]`npasta_retorno = x`n[MONITORAMENTO_SERVIDOR]`nintervalo_verificacao = zero`n")
        $erro = $null
        try { & $Comando -Config $errado } catch { $erro = $_ }
        $erro.FullyQualifiedErrorId | Should -Be "ConfiguracaoInvalida,$Comando"
        $erro.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $erro.Exception.Message | Should -Match 'intervalo_verificacao'
        $erro.Exception.Message | Should -Match '4'
        $erro.Exception.Message | Should -Match 'Próximo passo:'
    }
}

Describe 'Com o monitor rodando' {
    BeforeAll { $script:iniciado = Start-MonitorRetornos -Config $config }
    It 'Start-MonitorRetornos waits until it is up' {
        $iniciado.Estado | Should -Be 'operacional'
        $iniciado.Pid | Should -BeGreaterThan 0
        $iniciado.Desde | Should -BeOfType [datetime]
        $iniciado.Intervalo | Should -Be ([timespan]::FromSeconds(1))
    }
    It 'a second Start-MonitorRetornos warns and changes nothing' {
        $outra = Start-MonitorRetornos -Config $config -WarningVariable avisos -WarningAction SilentlyContinue
        $outra.Pid | Should -Be $iniciado.Pid
        "$avisos" | Should -Match 'já está em execução'
    }
    It 'Get-MonitorStatus -Acompanhar gives one object after the other' {
        $vistos = @(Get-MonitorStatus -Config $config -Acompanhar -IntervaloSegundos 1 | Select-Object -First 2)
        $vistos | Should -HaveCount 2
        $vistos[1].Estado | Should -Be 'operacional'
    }
    It 'Test-MonitorConfiguracao checks folder, permission, mail and disk for real' {
        $itens = @(Test-MonitorConfiguracao -Config $config)
        $itens[0].PSObject.TypeNames | Should -Contain 'MonitorRetornos.Verificacao'
        # On Windows the list has the task too, which is not registered here.
        @($itens | Where-Object { -not $_.Aprovada -and $_.Nome -ne 'Tarefa Agendada' }) | Should -BeNullOrEmpty
        foreach ($nome in 'configuracao', 'pasta', 'permissao', 'disco', 'email', 'monitor') { $itens.Nome | Should -Contain $nome }
        Get-EmailRecebido $bancada | Should -BeNullOrEmpty
    }
    It 'Test-MonitorConfiguracao -EnviarEmailDeTeste sends one, and none with -WhatIf' {
        Test-MonitorConfiguracao -Config $config -EnviarEmailDeTeste -WhatIf | Should -BeNullOrEmpty
        Get-EmailRecebido $bancada | Should -BeNullOrEmpty
        $null = Test-MonitorConfiguracao -Config $config -EnviarEmailDeTeste
        @(Get-EmailRecebido $bancada) | Should -HaveCount 1
    }
    It 'Test-MonitorConfiguracao -Implantacao adds the deployment list' {
        $itens = @(Test-MonitorConfiguracao -Config $config -Implantacao)
        foreach ($nome in 'Versões', 'Monitor em execução', 'Alertas ligados', 'Log sendo escrito') {
            @($itens | Where-Object { $_.Nome -eq $nome }).Situacao | Should -Be 'ok'
        }
    }
    It 'goes through an outage and a recovery, one mail of each' {
        $antes = @(Get-EmailRecebido $bancada).Count
        Set-PastaFora $true
        Wait-Ate { (Get-MonitorStatus -Config $config).Estado -eq 'inacessivel' } -Oque 'a detecção'
        $fora = Get-MonitorStatus -Config $config
        $fora.ServidorAcessivel | Should -BeFalse
        $fora.Diagnostico | Should -Be 'pasta'
        $fora.UltimaQueda.EmAndamento | Should -BeTrue
        @(Get-MonitorQueda -Config $config -EmAndamento) | Should -HaveCount 1
        Confirm-MonitorQueda -Nota 'não' -Config $config -WhatIf | Should -BeNullOrEmpty
        $fora.UltimaQueda.Reconhecida | Should -BeFalse
        (Get-MonitorStatus -Config $config).UltimaQueda.Reconhecida | Should -BeFalse
        $nota = '-- TI "já sabe"; $(calc) & volta às 14 h'
        $conhecida = Confirm-MonitorQueda -Nota $nota -Config $config -Confirm:$false
        $conhecida.PSObject.TypeNames | Should -Contain 'MonitorRetornos.Queda'
        $conhecida.Nota | Should -Be $nota
        $conhecida.ReconhecidaPor | Should -Not -BeNullOrEmpty
        $conhecida.ReconhecidaEm | Should -BeOfType [datetime]
        (Get-MonitorStatus -Config $config).UltimaQueda.Nota | Should -Be $nota
        (Confirm-MonitorQueda -Config $config -Confirm:$false).Nota | Should -Be $nota
        @(Test-MonitorConfiguracao -Config $config | Where-Object { $_.Nome -eq 'pasta' }).Situacao | Should -Be 'falha'
        { Invoke-ProcessarPendentes -Config $config } | Should -Throw -ErrorId 'PastaInacessivel,Invoke-ProcessarPendentes'

        1..3 | ForEach-Object { Add-Retorno $bancada "RETORNO_00$_.ret" -Em "$($bancada.Retorno)_FORA" }
        Set-PastaFora $false
        Wait-Ate { $null -ne ($s = Get-MonitorStatus -Config $config).UltimaQueda.Fim -and $s.Estado -eq 'operacional' } -Oque 'a recuperação'
        Wait-Ate { @(Get-EmailRecebido $bancada).Count -eq $antes + 2 } -Oque 'os dois e-mails'
        $emails = @(Get-EmailRecebido $bancada | Select-Object -Last 2)
        $emails[0].assunto | Should -Be '🚨 SERVIDOR INACESSÍVEL - Monitor em Modo de Espera'
        $emails[1].assunto | Should -Be '✅ SERVIDOR RECUPERADO - Sistema Operacional'
        $queda = @(Get-MonitorQueda -Config $config)[0]
        $queda.Fim | Should -BeOfType [datetime]
        $queda.EmAndamento | Should -BeFalse
        $queda.ArquivosProcessados | Should -Be 3
        $queda.Entregas.Tipo | Should -Be @('queda', 'recuperacao')
        foreach ($entrega in $queda.Entregas) {
            $entrega.PSObject.TypeNames | Should -Contain 'MonitorRetornos.Entrega'
            $entrega.Canal | Should -Be 'email'
            $entrega.Enfileirada | Should -BeOfType [datetime]
            $entrega.Aceita | Should -BeGreaterOrEqual $entrega.Enfileirada
            $entrega.Tentativas | Should -Be 1
            $entrega.Recusada | Should -BeNullOrEmpty
            $entrega.UltimoErro | Should -BeNullOrEmpty
        }
        @(Get-MonitorQueda -Config $config -EmAndamento) | Should -BeNullOrEmpty
    }
}

Describe 'Consultas' {
    It 'Get-RetornoArquivo filters by situation, name and day' {
        @(Get-RetornoArquivo -Config $config -Situacao recusado).Nome | Should -Be 'ruim.ret'
        @(Get-RetornoArquivo -Config $config -Nome 'RETORNO_00?.ret') | Should -HaveCount 3
        @(Get-RetornoArquivo -Config $config -Nome 'retorno_001.RET') | Should -HaveCount 1
        @(Get-RetornoArquivo -Config $config -Nome 'RETORNO_*' -Ultimos 2) | Should -HaveCount 2
        @(Get-RetornoArquivo -Config $config -Desde ([datetime]::Today.AddDays(1))) | Should -BeNullOrEmpty
        @(Get-RetornoArquivo -Config $config -Ate ([datetime]::Today)).Count | Should -BeGreaterThan 3
        $um = Get-RetornoArquivo -Config $config -Nome 'RETORNO_001.ret'
        $um.PSObject.TypeNames | Should -Contain 'MonitorRetornos.Arquivo'
        $um.Em | Should -BeOfType [datetime]
        $um.Titulos | Should -Be 2
        $um.Sha256 | Should -Match '^[0-9a-f]{64}$'
    }
    It 'Get-RetornoArquivo tells the warnings of each file' {
        $um = Get-RetornoArquivo -Config $config -Nome 'ANTES 1.ret'
        , $um.Avisos | Should -BeOfType [array]
        $um.Avisos | Should -HaveCount 0
        $bytes = [System.IO.File]::ReadAllBytes((Join-Path $bancada.Processados 'RETORNO_001.ret'))
        # A BOM at the start is taken, and told.
        [System.IO.File]::WriteAllBytes((Join-Path $bancada.Retorno 'COM AVISO.ret'), [byte[]](@(0xEF, 0xBB, 0xBF) + $bytes))
        $null = @(Invoke-ProcessarPendentes -Config $config)
        $com = Get-RetornoArquivo -Config $config -Nome 'COM AVISO.ret'
        @($com.Avisos | Where-Object { $_.Codigo -eq 'bom' }) | Should -HaveCount 1
        @($com.Avisos)[0].PSObject.TypeNames | Should -Contain 'MonitorRetornos.Aviso'
        @($com.Avisos)[0].Mensagem | Should -Not -BeNullOrEmpty
    }
    It 'Get-RetornoArquivo takes names from the pipeline, hostile ones too' {
        @('RETORNO_001.ret', '--json', '"; rm -rf x', "a'b`$(x)", '[x' | Get-RetornoArquivo -Config $config).Nome | Should -Be 'RETORNO_001.ret'
    }
    It 'no query is cut unless somebody asks: as many as there are, and -Ultimos takes the latest' {
        $grande = New-Bancada
        try {
            1..60 | ForEach-Object { Add-Retorno $grande ('MUITOS_{0:d2}.ret' -f $_) -Titulos 3 }
            $null = Invoke-ProcessarPendentes -Config $grande.Config
            (Get-RetornoArquivo -Config $grande.Config -Desde (Get-Date).Date | Measure-Object Titulos -Sum).Sum | Should -Be 180
            $todos = @(Get-RetornoTitulo -Config $grande.Config)
            $todos | Should -HaveCount 180
            $ultimos = @(Get-RetornoTitulo -Config $grande.Config -Ultimos 5)
            $ultimos.NossoNumero | Should -Be @($todos | Sort-Object Vencimento, NossoNumero | Select-Object -Last 5).NossoNumero
            @(Get-RetornoArquivo -Config $grande.Config -First 2) | Should -HaveCount 2
        }
        finally { Remove-Bancada $grande }
    }
    It 'Get-RetornoTitulo gives exact decimals and dates, by number, file and situation' {
        $todos = @(Get-RetornoTitulo -Config $config)
        $todos | Should -HaveCount 8
        $todos[0].PSObject.TypeNames | Should -Contain 'MonitorRetornos.Titulo'
        $todos[0].Valor | Should -BeOfType [decimal]
        $todos[0].Vencimento | Should -BeOfType [datetime]
        @(Get-RetornoTitulo -Config $config -Arquivo 'RETORNO_001.ret') | Should -HaveCount 2
        $um = $todos[0].NossoNumero | Get-RetornoTitulo -Config $config -Movimentos
        $um.NossoNumero | Should -Be $todos[0].NossoNumero
        $um.Movimentos[0].PSObject.TypeNames | Should -Contain 'MonitorRetornos.Movimento'
        $um.Movimentos[0].Valor | Should -BeOfType [decimal]
        @(Get-RetornoTitulo -Config $config -Situacao $um.Situacao).Situacao | Select-Object -Unique | Should -Be $um.Situacao
        @(Get-RetornoTitulo -Config $config -Sacado 'ninguém; --json') | Should -BeNullOrEmpty
        { Get-RetornoTitulo -Config $config -Desde ([datetime]::Today) -Ate ([datetime]::Today.AddDays(-1)) } | Should -Throw -ErrorId 'ArgumentoInvalido,Get-RetornoTitulo'
    }
    It 'a file goes down the pipeline to its títulos, as a name or as an object' {
        @('RETORNO_001.ret' | Get-RetornoTitulo -Config $config) | Should -HaveCount 2
        @(Get-RetornoArquivo -Config $config -Nome 'RETORNO_00[12].ret' | Get-RetornoTitulo -Config $config) | Should -HaveCount 4
        $todos = @(Get-RetornoTitulo -Config $config)
        @($todos[0..1] | Get-RetornoTitulo -Config $config).NossoNumero | Should -Be $todos[0..1].NossoNumero
    }
    It 'Export-RetornoPlanilha writes what Excel opens, never over another, nothing with -WhatIf' {
        $csv = Join-Path $TestDrive 'títulos [1].csv'
        Export-RetornoPlanilha $csv -Config $config -WhatIf | Should -BeNullOrEmpty
        [System.IO.File]::Exists($csv) | Should -BeFalse
        (Export-RetornoPlanilha $csv -Config $config -Arquivo 'RETORNO_001.ret').FullName | Should -Be $csv
        $bytes = [System.IO.File]::ReadAllBytes($csv)
        $bytes[0..2] | Should -Be @(0xEF, 0xBB, 0xBF)
        $linhas = [System.IO.File]::ReadAllLines($csv)
        $linhas | Should -HaveCount 3
        $linhas[1] | Should -Match ';\d+,\d\d;'
        { Export-RetornoPlanilha $csv -Config $config } | Should -Throw -ErrorId 'ArquivoJaExiste,Export-RetornoPlanilha'
        $xlsx = Export-RetornoPlanilha (Join-Path $TestDrive 'tudo.xlsx') -Config $config -Desde ([datetime]'2000-01-01') -Por vencimento
        [System.IO.File]::ReadAllBytes($xlsx.FullName)[0..1] | Should -Be @(0x50, 0x4B)
        { Export-RetornoPlanilha (Join-Path $TestDrive 'x.txt') -Config $config } | Should -Throw
    }
    It 'Export-MonitorDiagnostico tells what is in it, and no secret and no payer' {
        $segredo = Join-Path $bancada.Pasta 'com-segredo.ini'
        $texto = [System.IO.File]::ReadAllText($config).Replace('[EMAIL]', "[EMAIL]`nusuario = fulano-17`nsenha = Sesamo#1 ; era 77Velha") + "`n# lembrar: 88Comentada`n[NOVA]`ncoisa = 99Desconhecida`n[TEAMS]`nhttps://x.invalid/55SemChave?a=b`n"
        [System.IO.File]::WriteAllText($segredo, $texto)
        $destino = Join-Path $TestDrive 'suporte [1].zip'
        Export-MonitorDiagnostico $destino -Config $segredo -WhatIf | Should -BeNullOrEmpty
        [System.IO.File]::Exists($destino) | Should -BeFalse
        (Export-MonitorDiagnostico $destino -Config $segredo).FullName | Should -Be $destino
        $saida = Join-Path $TestDrive 'suporte'
        [System.IO.Compression.ZipFile]::ExtractToDirectory($destino, $saida)
        $nomes = [System.IO.Directory]::GetFiles($saida) | ForEach-Object { [System.IO.Path]::GetFileName($_) } | Sort-Object
        $nomes | Should -Be (@('CONTEUDO.txt', 'arquivos.json', 'config.ini', 'livro.json', 'log.txt', 'quedas.json', 'situacao.json', 'tarefas.txt', 'verificacoes.json', 'versoes.txt') | Sort-Object)
        $conteudo = [System.IO.File]::ReadAllText("$saida/CONTEUDO.txt")
        foreach ($nome in $nomes) { if ($nome -ne 'CONTEUDO.txt') { $conteudo | Should -Match ([regex]::Escape("${nome}:")) } }
        $tudo = ($nomes | ForEach-Object { [System.IO.File]::ReadAllText("$saida/$_") }) -join "`n"
        $tudo | Should -Not -Match 'Sesamo|77Velha|88Comentada|99Desconhecida|55SemChave|fulano-17|USUARIO \d|isto não é um retorno'
        $tudo | Should -Not -Match 'não pôde ser lido'
        [System.IO.File]::ReadAllText("$saida/config.ini") | Should -Match 'intervalo_verificacao = 1'
        (ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText("$saida/livro.json"))).quantidade | Should -Be 8
        { Export-MonitorDiagnostico $destino -Config $segredo } | Should -Throw -ErrorId 'DiagnosticoNaoGravado,Export-MonitorDiagnostico'
    }
    It 'what is no nosso número is said, and the others are still answered' {
        $um = @(Get-RetornoTitulo -Config $config)[0].NossoNumero
        @(Get-RetornoTitulo -Config $config 'abc', $um -ErrorVariable erros -ErrorAction SilentlyContinue).NossoNumero | Should -Be $um
        @($erros | ForEach-Object { $_.FullyQualifiedErrorId }) | Should -Be 'NossoNumeroInvalido,Get-RetornoTitulo'
    }
    It 'an error of the program speaks of parameters, not of its options' {
        $erro = $null
        try { Get-RetornoTitulo -Config $config -Desde ([datetime]::Today) -Ate ([datetime]::Today.AddDays(-1)) } catch { $erro = $_ }
        $erro.Exception.Message | Should -MatchExactly '-Ate "'
        $erro.Exception.Message | Should -Not -Match '--ate'
    }
    It 'the last file of the status has its títulos' {
        $ultimo = (Get-MonitorStatus -Config $config).UltimoArquivo
        $ultimo.Titulos | Should -Be (Get-RetornoArquivo -Config $config -Ultimos 1).Titulos
        $ultimo.Titulos | Should -Be 2
    }
    It 'the views fit 80 columns, with the last column on them' {
        $texto = Get-RetornoTitulo -Config $config -Arquivo 'RETORNO_001.ret' | Out-String -Width 80
        $texto | Should -Match 'Sacado'
        $texto | Should -Match 'USUARIO'
        $texto | Should -Match '\d\d/\d\d/\d\d '
        $texto = Get-RetornoArquivo -Config $config -Situacao recusado | Out-String -Width 80
        $texto | Should -Match 'Motivo'
        $texto | Should -Match 'linha 1'
    }
    It 'a program that is not there is told in our words' {
        $antes = $env:MONITOR_RETORNOS_EXE
        $env:MONITOR_RETORNOS_EXE = '["nada-disto-existe"]'
        $erro = $null
        try { Get-MonitorStatus -Config $config } catch { $erro = $_ } finally { $env:MONITOR_RETORNOS_EXE = $antes }
        $erro.FullyQualifiedErrorId | Should -Be 'ProgramaNaoExecuta,Get-MonitorStatus'
        $erro.Exception.Message | Should -Not -Match 'Exception calling'
    }
    It 'a configuration that this account may not read, and a folder open to others, have errors of their own' {
        & (Get-Module MonitorRetornos) {
            $negado = ConvertTo-MonitorErro -Codigo 2 -Comando 'estado' -Documento ([pscustomobject]@{ erro = [pscustomobject]@{ codigo = 'permissao'; mensagem = 'sem permissão para ler x' } })
            $negado.FullyQualifiedErrorId | Should -Be 'SemPermissao'
            $negado.CategoryInfo.Category | Should -Be 'PermissionDenied'
            $negado.Exception.Message | Should -Match 'como administrador'
            $aberta = ConvertTo-MonitorErro -Codigo 1 -Comando 'monitorar' -Documento ([pscustomobject]@{ erro = [pscustomobject]@{ codigo = 'acesso'; mensagem = 'outros podem alterar' } })
            $aberta.FullyQualifiedErrorId | Should -Be 'AbertoAOutros'
        }
    }
    It 'Get-MonitorLog gives objects and filters' {
        $tudo = @(Get-MonitorLog -Config $config -Ultimas 100000)
        $tudo[0].PSObject.TypeNames | Should -Contain 'MonitorRetornos.Log'
        $tudo[0].Data | Should -BeOfType [datetime]
        @(Get-MonitorLog -Config $config -Ultimas 3) | Should -HaveCount 3
        @(Get-MonitorLog -Config $config -Ultimas 3)[-1].Mensagem | Should -Be $tudo[-1].Mensagem
        @(Get-MonitorLog -Config $config -Nivel ERROR).Nivel | Select-Object -Unique | Should -Be 'ERROR'
        @(Get-MonitorLog -Config $config -Texto 'SERVIDOR RECUPERADO!') | Should -HaveCount 1
        @(Get-MonitorLog -Config $config -Desde ([datetime]::Now.AddMinutes(1))) | Should -BeNullOrEmpty
        @(Get-MonitorLog -Config $config -Desde ([datetime]::Now.AddHours(-1))).Count | Should -Be $tudo.Count
        @(Get-MonitorLog -Config $config -Ate ([datetime]::Now.AddHours(-1))) | Should -BeNullOrEmpty
    }
    It 'Get-MonitorLog -Seguir shows what is written afterwards' {
        $arquivo = Join-Path $TestDrive 'seguir.log'
        [System.IO.File]::WriteAllText($arquivo, "2025-10-14 09:23:15 - INFO - um`n")
        $script = Join-Path $TestDrive 'escreve.ps1'
        [System.IO.File]::WriteAllText($script, "1..20 | ForEach-Object { [System.IO.File]::AppendAllText('$arquivo', `"2025-10-14 09:23:16 - INFO - dois`n`"); [System.Threading.Thread]::Sleep(200) }")
        $outro = Start-OutroPowerShell $script
        try { $linhas = @(Get-MonitorLog -Arquivo $arquivo -Seguir | Select-Object -First 3) }
        finally { $null = $outro.WaitForExit(20000) }
        $linhas.Mensagem | Should -Be @('um', 'dois', 'dois')
    }
    It 'Get-MonitorLog goes on into the rotated files' {
        $arquivo = Join-Path $TestDrive 'rodado.log'
        [System.IO.File]::WriteAllText("$arquivo.1", "2025-10-14 09:00:00 - INFO - antigo`n")
        [System.IO.File]::WriteAllText($arquivo, "2025-10-14 10:00:00 - ERROR - novo`nlinha solta`n")
        @(Get-MonitorLog -Arquivo $arquivo).Mensagem | Should -Be @('antigo', 'novo')
        @(Get-MonitorLog -Arquivo $arquivo -Desde ([datetime]'2025-10-14T09:30:00')).Mensagem | Should -Be 'novo'
        @(Get-MonitorLog -Arquivo $arquivo -Nivel INFO).Mensagem | Should -Be 'antigo'
    }
    It 'Show-MonitorPainel -Console draws a frame, and nothing goes down the pipeline' {
        Show-MonitorPainel -Config $config -Console -Vezes 1 | Should -BeNullOrEmpty
        Show-MonitorPainel -Config $config -Vezes 1 | Should -BeNullOrEmpty
    }
    It 'Show-MonitorPainel serves the page and opens it, and takes the program with it when it ends' {
        $livre = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $livre.Start()
        $porta = $livre.LocalEndpoint.Port
        $livre.Stop()
        $global:visto = $null
        Mock -ModuleName MonitorRetornos Open-MonitorEndereco {
            $global:visto = @{ Endereco = $Endereco; Pagina = (Invoke-WebRequest -Uri $Endereco -UseBasicParsing).Content }
            throw 'visto'
        }
        try {
            { Show-MonitorPainel -Config $config -Porta $porta } | Should -Throw 'visto'
            $global:visto.Endereco | Should -Be "http://127.0.0.1:$porta/"
            $global:visto.Pagina | Should -Match '<h1>Monitor de Retornos</h1>'
            InModuleScope MonitorRetornos -Parameters @{ Onde = $global:visto.Endereco } { Test-MonitorPagina -Endereco $Onde } | Should -BeFalse
        }
        finally { Remove-Variable -Name visto -Scope Global }
    }
    It 'Show-MonitorPainel says who has the port, with an ErrorId' {
        $ocupada = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $ocupada.Start()
        try { { Show-MonitorPainel -Config $config -Porta $ocupada.LocalEndpoint.Port } | Should -Throw -ExpectedMessage '*porta*' }
        finally { $ocupada.Stop() }
    }
    It 'a browser that does not open leaves the address' {
        Mock -ModuleName MonitorRetornos Start-Process { throw 'sem navegador' }
        $avisos = InModuleScope MonitorRetornos { Open-MonitorEndereco -Endereco 'http://127.0.0.1:1/' -WarningVariable avisos -WarningAction SilentlyContinue; "$avisos" }
        $avisos | Should -Match 'http://127.0.0.1:1/'
    }
    It 'the default view of the status answers at a glance' {
        $texto = Get-MonitorStatus -Config $config | Out-String
        $texto | Should -Match 'em execução'
        $texto | Should -Match 'acessível'
        $texto | Should -Match 'Última queda'
    }
    It 'tab completion offers the file names, quoted where needed' {
        $linha = "Get-RetornoArquivo -Config '$config' -Nome ANT"
        $ofertas = [System.Management.Automation.CommandCompletion]::CompleteInput($linha, $linha.Length, $null).CompletionMatches
        $ofertas.CompletionText | Should -Contain "'ANTES 1.ret'"
    }
}

Describe 'Parada' {
    It 'Stop-MonitorRetornos -WhatIf stops nothing' {
        Stop-MonitorRetornos -Config $config -WhatIf | Should -BeNullOrEmpty
        (Get-MonitorStatus -Config $config).EmExecucao | Should -BeTrue
    }
    It 'Stop-MonitorRetornos asks, waits, and answers parado' {
        $status = Stop-MonitorRetornos -Config $config -Confirm:$false
        $status.Estado | Should -Be 'parado'
        Get-Process -Id $iniciado.Pid -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
}

Describe 'Start-MonitorRetornos -Console' {
    It 'runs in the foreground until it is told to stop' {
        $script = Join-Path $TestDrive 'console.ps1'
        $manifesto = Join-Path (Get-ModuloEmTeste) 'MonitorRetornos.psd1'
        [System.IO.File]::WriteAllText($script, "Import-Module '$manifesto'; Start-MonitorRetornos -Config '$config' -Console; 'terminou'", [System.Text.UTF8Encoding]::new($true))
        $outro = Start-OutroPowerShell $script
        $saida = $outro.StandardOutput.ReadToEndAsync()
        try {
            Wait-Ate { (Get-MonitorStatus -Config $config).EmExecucao } -Oque 'o monitor no console' -Segundos 30
            $null = Stop-MonitorRetornos -Config $config -Confirm:$false
            $outro.WaitForExit(15000) | Should -BeTrue
        }
        finally { if (-not $outro.HasExited) { $outro.Kill() } }
        $saida.Result | Should -Match 'iniciado'
        $saida.Result | Should -Match 'terminou'
    }
}

Describe 'Com a Tarefa Agendada' {
    # The ScheduledTasks cmdlets exist on Windows alone: stand-ins that record, and start the real program.
    BeforeAll {
        $global:Tarefa = @{ Chamadas = [System.Collections.Generic.List[string]]::new(); Estado = 'Disabled'; Config = $config; Modulo = Get-Module MonitorRetornos }
        function global:Get-ScheduledTask {
            [CmdletBinding()] param([string] $TaskName, [string] $TaskPath)
            [pscustomobject]@{ TaskName = $TaskName; State = $global:Tarefa.Estado; Actions = @([pscustomobject]@{ Arguments = "monitorar --config `"$($global:Tarefa.Config)`"" }) }
        }
        function global:Enable-ScheduledTask { [CmdletBinding()] param([string] $TaskName, [string] $TaskPath) $global:Tarefa.Chamadas.Add("Enable $TaskPath$TaskName"); $global:Tarefa.Estado = 'Ready' }
        function global:Disable-ScheduledTask { [CmdletBinding()] param([string] $TaskName, [string] $TaskPath) $global:Tarefa.Chamadas.Add("Disable $TaskPath$TaskName"); $global:Tarefa.Estado = 'Disabled' }
        function global:Start-ScheduledTask {
            [CmdletBinding()] param([string] $TaskName, [string] $TaskPath)
            $global:Tarefa.Chamadas.Add("Start $TaskPath$TaskName")
            & $global:Tarefa.Modulo { param($c, $config) $null = Start-MonitorSegundoPlano -Cmdlet $c -Config $config } $PSCmdlet $global:Tarefa.Config
        }
    }
    AfterAll {
        foreach ($nome in 'Get', 'Enable', 'Disable', 'Start') { Remove-Item -Path "function:$nome-ScheduledTask" -ErrorAction SilentlyContinue }
        Remove-Variable -Name Tarefa -Scope Global -ErrorAction SilentlyContinue
    }
    It 'Start enables and starts the task, and waits for the monitor' {
        (Start-MonitorRetornos -Config $config).EmExecucao | Should -BeTrue
        $global:Tarefa.Chamadas | Should -Be @('Enable \MonitorRetornos', 'Start \MonitorRetornos')
        @(Test-MonitorConfiguracao -Config $config | Where-Object { $_.Nome -eq 'Tarefa Agendada' }).Situacao | Should -Be 'ok'
    }
    It 'Stop disables the task first, or it would bring the monitor back' {
        $global:Tarefa.Chamadas.Clear()
        (Stop-MonitorRetornos -Config $config -Confirm:$false).EmExecucao | Should -BeFalse
        $global:Tarefa.Chamadas | Should -Be 'Disable \MonitorRetornos'
        @(Test-MonitorConfiguracao -Config $config | Where-Object { $_.Nome -eq 'Tarefa Agendada' }).Situacao | Should -Be 'falha'
    }
    It 'a task for another config.ini is left alone' {
        $global:Tarefa.Chamadas.Clear()
        $global:Tarefa.Config = Join-Path $TestDrive 'outro.ini'
        (Start-MonitorRetornos -Config $config).EmExecucao | Should -BeTrue
        (Stop-MonitorRetornos -Config $config -Confirm:$false).EmExecucao | Should -BeFalse
        $global:Tarefa.Chamadas | Should -BeNullOrEmpty
    }
}
