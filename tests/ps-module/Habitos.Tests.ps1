# What the hands of an administrator expect of any module: completion, the usual names of parameters, credentials by name.
BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module (Join-Path $PSScriptRoot 'Bancada.psm1') -Force
    $modulo = Get-ModuloEmTeste
    Import-Module ([System.IO.Path]::Combine($modulo, 'MonitorRetornos.psd1')) -Force
    function Get-Sugestao([string] $Linha) { @((TabExpansion2 -inputScript $Linha -cursorColumn $Linha.Length).CompletionMatches | ForEach-Object { $_.CompletionText }) }
}

Describe 'Completar propriedades' {
    It '<Linha> completes to <Sugestao>' -ForEach @(
        @{ Linha = 'Get-RetornoTitulo | Where-Object Ven'; Sugestao = 'Vencimento' }
        @{ Linha = 'Get-RetornoTitulo | Sort-Object ValorP'; Sugestao = 'ValorPago' }
        @{ Linha = 'Get-RetornoArquivo | Select-Object Moti'; Sugestao = 'Motivo' }
        @{ Linha = '(Get-MonitorStatus).Pend'; Sugestao = 'Pendentes' }
        @{ Linha = 'Get-MonitorQueda | Where-Object { $_.Dura'; Sugestao = 'Duracao' }
        @{ Linha = 'Get-MonitorLog | Group-Object Niv'; Sugestao = 'Nivel' }
        @{ Linha = 'Test-MonitorConfiguracao | Where-Object Apro'; Sugestao = 'Aprovada' }
        @{ Linha = 'Get-MonitorCanal | Where-Object NaF'; Sugestao = 'NaFila' }
        @{ Linha = 'Get-RetornoEsperado | Where-Object Limi'; Sugestao = 'Limite' }
        @{ Linha = 'Get-RetornoEsperado -Sugerir | Select-Object Evid'; Sugestao = 'Evidencia' }
        @{ Linha = 'Get-RetornoLacuna | Sort-Object Quant'; Sugestao = 'Quantidade' }
        @{ Linha = 'Restore-RetornoArquivo -Todos | Where-Object Nome'; Sugestao = 'NomeEmErro' }
    ) { Get-Sugestao $Linha | Should -Contain $Sugestao }

    It 'says of each type exactly what its objects have' {
        $fontes = [System.IO.Path]::Combine((Get-RaizDoProjeto), 'ps-module', 'MonitorRetornos')
        $feitos = @{}
        foreach ($arquivo in 'Public', 'Private' | ForEach-Object { [System.IO.Directory]::GetFiles([System.IO.Path]::Combine($fontes, $_), '*.ps1') }) {
            $arvore = [System.Management.Automation.Language.Parser]::ParseFile($arquivo, [ref]$null, [ref]$null)
            foreach ($chamada in $arvore.FindAll({ param($no) $no -is [System.Management.Automation.Language.CommandAst] -and $no.GetCommandName() -eq 'New-MonitorObjeto' }, $true)) {
                $literal = $chamada.CommandElements[2].Find({ param($no) $no -is [System.Management.Automation.Language.HashtableAst] }, $true)
                $campos = @($literal.KeyValuePairs | ForEach-Object { $_.Item1.Value }) -join ' '
                $tipo = $chamada.CommandElements[1].Value
                if ($feitos.ContainsKey($tipo)) { $campos | Should -BeExactly $feitos[$tipo] }
                $feitos[$tipo] = $campos
            }
        }
        $feitos.Count | Should -BeGreaterThan 10
        $dados = [System.Xml.XmlDocument]::new()
        $dados.Load([System.IO.Path]::Combine($modulo, 'MonitorRetornos.types.ps1xml'))
        $ditos = @{}
        foreach ($tipo in $dados.Types.Type) { $ditos[$tipo.Name] = @($tipo.Members.NoteProperty | ForEach-Object { $_.Name }) -join ' ' }
        foreach ($nome in $feitos.Keys) { $ditos[$nome] | Should -BeExactly $feitos[$nome] -Because $nome }
        $ditos.Count | Should -Be $feitos.Count
    }
    It 'an object shows its own values only, each once' {
        $log = [System.IO.Path]::Combine($TestDrive, 'um.log')
        [System.IO.File]::WriteAllText($log, "2025-10-14 09:23:15 - INFO - olá`n")
        $registro = Get-MonitorLog -Arquivo $log
        @($registro.PSObject.Properties.Name) | Should -BeExactly @('Data', 'Nivel', 'Mensagem')
        ConvertTo-Json -Compress -InputObject ($registro | Select-Object -Property Nivel, Mensagem) | Should -BeExactly '{"Nivel":"INFO","Mensagem":"olá"}'
        $registro.Nivel = 'OUTRO'
        (Get-MonitorLog -Arquivo $log).Nivel | Should -Be 'INFO'
        $registro.PSObject.TypeNames[0] | Should -Be 'MonitorRetornos.Log'
    }
    It 'what holds several things is how many they are in a CSV, and a list everywhere else' {
        $lista = & (Get-Module MonitorRetornos) {
            New-MonitorObjeto 'MonitorRetornos.X' ([ordered]@{ Nome = 'nenhum'; Itens = @() }) -Listas 'Itens'
            New-MonitorObjeto 'MonitorRetornos.X' ([ordered]@{ Nome = 'um'; Itens = 'a' }) -Listas 'Itens'
            New-MonitorObjeto 'MonitorRetornos.X' ([ordered]@{ Nome = 'dois'; Itens = @('a', 'b') }) -Listas 'Itens'
        }
        @($lista | ConvertTo-Csv -NoTypeInformation | Select-Object -Skip 1) -join ' ' | Should -Be '"nenhum","0" "um","1" "dois","2"'
        @($lista | ForEach-Object { $_.Itens.Count }) -join ' ' | Should -Be '0 1 2'
        @($lista.Itens) -join '' | Should -Be 'aab'
        ConvertTo-Json -Compress -InputObject $lista[2] | Should -Be '{"Nome":"dois","Itens":["a","b"]}'
        # None but ours.
        @().ToString() | Should -Be 'System.Object[]'
        foreach ($tipo in 'Arquivo Avisos', 'Queda Entregas', 'Titulo Movimentos') {
            $nome, $campo = $tipo.Split(' ')
            $objeto = & (Get-Module MonitorRetornos) { param($n) & "ConvertTo-Monitor$n" ([pscustomobject]@{ inicio = '2025-10-14T09:35:20-03:00' }) } $nome
            "$(($objeto | Select-Object -Property $campo | ConvertTo-Csv -NoTypeInformation)[1])" | Should -Be '"0"'
        }
    }
    It 'a second copy of the module is imported beside the first' {
        $copia = [System.IO.Path]::Combine($TestDrive, 'copia', 'MonitorRetornos')
        Copy-Item -LiteralPath $modulo -Destination $copia -Recurse
        $script = [System.IO.Path]::Combine($TestDrive, 'duas.ps1')
        [System.IO.File]::WriteAllText($script, "`$ErrorActionPreference = 'Stop'; Import-Module '$modulo/MonitorRetornos.psd1'; Import-Module '$copia/MonitorRetornos.psd1'; 'erros: ' + `$Error.Count")
        $outro = Start-OutroPowerShell $script
        $outro.StandardOutput.ReadToEnd() | Should -Match 'erros: 0'
    }
}

Describe 'Completar valores' {
    BeforeAll {
        $bancada = New-Bancada
        Add-Retorno $bancada 'CBR724_A.ret' 2
        $null = Invoke-ProcessarPendentes -Config $bancada.Config
        $titulos = @(Get-RetornoTitulo -Config $bancada.Config)
    }
    AfterAll { Remove-Bancada $bancada }
    It 'a sacado by part of the name, quoted where it must be' {
        $titulos | Should -HaveCount 2
        foreach ($comando in 'Get-RetornoTitulo', 'Export-RetornoPlanilha x.csv') {
            $achados = Get-Sugestao "$comando -Config '$($bancada.Config)' -Sacado USUARIO"
            @($achados | Sort-Object) | Should -Be @($titulos.Sacado | Sort-Object -Unique | ForEach-Object { "'$_'" })
        }
        # What it completes to finds the título.
        @(Invoke-Expression "Get-RetornoTitulo -Config '$($bancada.Config)' -Sacado $($achados[0])") | Should -HaveCount 1
        Get-Sugestao "Get-RetornoTitulo -Config '$($bancada.Config)' -Sacado NINGUEM" | Should -BeNullOrEmpty
    }
    It 'a customer by the first digits' {
        $inicio = $titulos[0].Cliente.Substring(0, 2)
        Get-Sugestao "Get-RetornoTitulo -Config '$($bancada.Config)' -Cliente $inicio" | Should -Contain $titulos[0].Cliente
        Get-Sugestao "Get-RetornoTitulo -Config '$($bancada.Config)' -Cliente 9999" | Should -BeNullOrEmpty
    }
    It 'without a configuration it completes to nothing' {
        Get-Sugestao "Get-RetornoTitulo -Config '$TestDrive/nenhum.ini' -Sacado U" | Should -BeNullOrEmpty
    }
    It 'files of a folder, through the pipeline, find what became of them' {
        $achado = Get-ChildItem -Path $bancada.Processados -Filter '*.ret' | Get-RetornoArquivo -Config $bancada.Config
        $achado.Nome | Should -Be 'CBR724_A.ret'
    }
}

Describe 'Silêncio pedido' {
    It '<Comando> -ErrorAction <Acao> shows nothing, gives nothing, and the script goes on' -ForEach @(
        foreach ($comando in 'Get-MonitorStatus', 'Get-MonitorQueda', 'Get-MonitorCanal', 'Get-MonitorLog', 'Get-RetornoArquivo', 'Get-RetornoTitulo', 'Test-MonitorConfiguracao',
            'Start-MonitorRetornos', 'Stop-MonitorRetornos', 'Invoke-ProcessarPendentes', 'Confirm-MonitorQueda', 'Test-MonitorCanal', 'Test-Recuperacao', 'Show-MonitorPainel') {
            foreach ($acao in 'SilentlyContinue', 'Ignore') { @{ Comando = $comando; Acao = $acao } }
        }
    ) {
        $parametros = @{ Config = [System.IO.Path]::Combine($TestDrive, 'nenhum.ini'); ErrorAction = $Acao }
        $antes = $Error.Count
        $script:passou = $false
        # What would be shown lands in stream 2.
        $saida = @(& { & $Comando @parametros 2>&1; $script:passou = $true })
        $saida | Should -BeNullOrEmpty
        $script:passou | Should -BeTrue
        if ($Acao -eq 'SilentlyContinue') { $Error.Count | Should -BeGreaterThan $antes }
    }
    It 'a program that cannot run is silent too, and loud by default' {
        $antes = $env:MONITOR_RETORNOS_EXE
        try {
            $env:MONITOR_RETORNOS_EXE = '["/nao/existe"]'
            Get-MonitorStatus -ErrorAction SilentlyContinue -ErrorVariable erros | Should -BeNullOrEmpty
            $erros[-1].FullyQualifiedErrorId | Should -Be 'ProgramaNaoExecuta,Get-MonitorStatus'
            { Get-MonitorStatus } | Should -Throw -ErrorId 'ProgramaNaoExecuta,Get-MonitorStatus'
            { Get-MonitorStatus -ErrorAction Stop } | Should -Throw -ErrorId 'ProgramaNaoExecuta,Get-MonitorStatus'
        }
        finally { $env:MONITOR_RETORNOS_EXE = $antes }
    }
    It 'a spreadsheet that was not written is not named' {
        $destino = [System.IO.Path]::Combine($TestDrive, 'x.csv')
        Export-RetornoPlanilha $destino -Config "$TestDrive/nenhum.ini" -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
}

Describe 'Oitenta colunas' {
    It 'a long line of the log and a long diagnosis are shown to the end' {
        $log = [System.IO.Path]::Combine($TestDrive, 'longo.log')
        [System.IO.File]::WriteAllText($log, "2025-10-14 09:23:15 - WARNING - $('a ' * 60)FIM`n")
        Get-MonitorLog -Arquivo $log | Out-String -Width 80 | Should -Match 'FIM'
        $queda = InModuleScope -ModuleName MonitorRetornos -ScriptBlock {
            ConvertTo-MonitorQueda ([pscustomobject]@{ id = 'q'; inicio = '2025-10-14T09:23:15-03:00'; fim = '2025-10-16T09:23:15-03:00'; duracaoSegundos = 172800; codigo = 'compartilhamento'; teste = $true })
        }
        ($queda | Out-String -Width 80) -replace '\s+', ' ' | Should -Match 'compartilhamento .*\(teste\)'
    }
}

Describe 'Nomes que todos conhecem' {
    It '<Comando> -<Apelido> is -<Parametro>' -ForEach @(
        @{ Comando = 'Get-MonitorLog'; Apelido = 'Tail'; Parametro = 'Ultimas' }
        @{ Comando = 'Get-MonitorLog'; Apelido = 'Last'; Parametro = 'Ultimas' }
        @{ Comando = 'Get-MonitorLog'; Apelido = 'Newest'; Parametro = 'Ultimas' }
        @{ Comando = 'Get-MonitorLog'; Apelido = 'Wait'; Parametro = 'Seguir' }
        @{ Comando = 'Get-MonitorLog'; Apelido = 'Follow'; Parametro = 'Seguir' }
        @{ Comando = 'Get-MonitorLog'; Apelido = 'Path'; Parametro = 'Arquivo' }
        @{ Comando = 'Get-MonitorLog'; Apelido = 'After'; Parametro = 'Desde' }
        @{ Comando = 'Get-MonitorQueda'; Apelido = 'First'; Parametro = 'Ultimas' }
        @{ Comando = 'Get-RetornoArquivo'; Apelido = 'First'; Parametro = 'Ultimos' }
        @{ Comando = 'Get-RetornoArquivo'; Apelido = 'Name'; Parametro = 'Nome' }
        @{ Comando = 'Get-RetornoTitulo'; Apelido = 'Last'; Parametro = 'Ultimos' }
        @{ Comando = 'Get-MonitorStatus'; Apelido = 'Wait'; Parametro = 'Acompanhar' }
        @{ Comando = 'Start-MonitorRetornos'; Apelido = 'Timeout'; Parametro = 'TempoLimiteSegundos' }
        @{ Comando = 'Set-MonitorCredencial'; Apelido = 'Credential'; Parametro = 'Credencial' }
    ) { (Get-Command -Name $Comando).ResolveParameter($Apelido).Name | Should -Be $Parametro }

    It 'a credential is taken by its name, too' {
        foreach ($comando in 'Install-MonitorRetornos', 'Register-MonitorRetornos', 'Set-MonitorCredencial') {
            $atributos = (Get-Command -Name $comando).Parameters['Credencial'].Attributes
            @($atributos | Where-Object { $_ -is [System.Management.Automation.CredentialAttribute] }) | Should -HaveCount 1 -Because $comando
        }
        $instalador = (Get-Command -Name ([System.IO.Path]::Combine((Get-RaizDoProjeto), 'install.ps1'))).Parameters['Credencial'].Attributes
        @($instalador | Where-Object { $_ -is [System.Management.Automation.CredentialAttribute] }) | Should -HaveCount 1
    }
}
