# The commands that belong to Windows: tasks, password, notifications. Stand-ins only for what Windows alone has.
BeforeAll {
    $raiz = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..'))
    $env:MONITOR_RETORNOS_EXE = ConvertTo-Json -Compress -InputObject @('deno', 'run', '-A', [System.IO.Path]::Combine($raiz, 'core', 'main.ts'))
    Get-Module -Name MonitorRetornos | Remove-Module -Force
    Import-Module (Join-Path $PSScriptRoot 'Bancada.psm1') -Force
    Import-Module -Name (Join-Path (Get-ModuloEmTeste) 'MonitorRetornos.psd1')
    & (Get-Module -Name MonitorRetornos) {
        function script:Protect-MonitorSegredo {
            param([System.Security.SecureString] $Segredo)
            if ($global:Palco.SemDpapi) { throw 'a DPAPI recusou' }
            , [System.Text.Encoding]::UTF8.GetBytes('cifrado:' + [System.Net.NetworkCredential]::new('', $Segredo).Password.Length)
        }
        function script:Show-MonitorToast {
            param([string] $Xml)
            if ($global:Palco.SemToast) { throw 'o Windows recusou' }
            $global:Palco.Toasts.Add($Xml)
        }
    }
    function global:icacls.exe { $global:Palco.Chamadas.Add("icacls $($args -join ' ')"); $global:LASTEXITCODE = $global:Palco.Codigo }
    function New-Segredo([string] $Texto) { [System.Net.NetworkCredential]::new('', $Texto).SecurePassword }
    function New-Aviso([string] $Id, [double] $HorasAtras, [string] $Titulo = 'Servidor Inacessível', [string] $Texto = 'x', [string] $Tipo = 'queda') {
        $em = [System.DateTimeOffset]::Now.AddHours(-$HorasAtras).ToString('yyyy-MM-ddTHH:mm:sszzz', [System.Globalization.CultureInfo]::InvariantCulture)
        $json = ConvertTo-Json -InputObject ([ordered]@{ id = $Id; tipo = $Tipo; titulo = $Titulo; texto = $Texto; em = $em })
        [System.IO.File]::WriteAllText("$dados/notificacoes/$Id.json", $json)
    }
}
AfterAll {
    Get-Module -Name MonitorRetornos | Remove-Module -Force
    foreach ($nome in 'MONITOR_RETORNOS_EXE') { Remove-Item -Path "Env:$nome" -ErrorAction SilentlyContinue }
    Remove-Item -Path 'function:icacls.exe' -ErrorAction SilentlyContinue
}
Describe 'Set-MonitorCredencial' {
    BeforeEach {
        $global:Palco = @{ Chamadas = [System.Collections.Generic.List[string]]::new(); Toasts = [System.Collections.Generic.List[string]]::new(); SemDpapi = $false; SemToast = $false; Codigo = 0 }
        $base = [System.IO.Path]::Combine($TestDrive, [guid]::NewGuid().ToString('N'))
        $dados = "$base/dados"
        $null = [System.IO.Directory]::CreateDirectory($dados)
        $config = "$base/config.ini"
        [System.IO.File]::WriteAllText($config, "[CAMINHOS]`r`npasta_retorno = Retorno`r`npasta_dados = dados`r`n[EMAIL]`r`nsenha = `"Em Claro#1`" ; velha`r`n")
    }
    It 'keeps the password, closed to others before it is there, and shows it nowhere' {
        $saida = Set-MonitorCredencial -Senha (New-Segredo 'Segredo-99') -Config $config -Conta 'DOMINIO\monitor$' -WarningVariable avisos -WarningAction SilentlyContinue
        $saida.Guardada | Should -BeTrue
        $saida.Conta | Should -Be 'DOMINIO\monitor$'
        [System.IO.File]::ReadAllText("$dados/credencial.dat") | Should -Be 'cifrado:10'
        [System.IO.File]::Exists("$dados/credencial.dat.novo") | Should -BeFalse
        $acl = $global:Palco.Chamadas -join "`n"
        $acl | Should -Match 'credencial\.dat\.novo /grant:r \*S-1-5-18:F \*S-1-5-32-544:F DOMINIO\\monitor\$:R /Q'
        $acl | Should -Match 'credencial\.dat\.novo /inheritance:r /Q'
        ($avisos | ForEach-Object { "$_" }) -join '' | Should -Match '-LimparConfig'
        "$(ConvertTo-Json -InputObject $saida)$acl$avisos" | Should -Not -Match 'Segredo-99|Em Claro'
    }
    It '-LimparConfig takes the old one out of config.ini and leaves the rest' {
        $null = Set-MonitorCredencial -Credencial ([System.Management.Automation.PSCredential]::new('x', (New-Segredo 'abc'))) -Config $config -Conta SYSTEM -LimparConfig
        [System.IO.File]::ReadAllText($config) | Should -Be "[CAMINHOS]`r`npasta_retorno = Retorno`r`npasta_dados = dados`r`n[EMAIL]`r`nsenha =`r`n"
        [System.IO.File]::ReadAllText("$dados/credencial.dat") | Should -Be 'cifrado:3'
    }
    It '-Segredo keeps each secret in a file of its own, and -LimparConfig clears its own key' {
        [System.IO.File]::AppendAllText($config, "[TEAMS]`r`nurl = https://x.invalid/MARCA`r`n")
        $saida = Set-MonitorCredencial -Segredo teams -Senha (New-Segredo 'https://y.invalid') -Config $config -Conta SYSTEM -WarningVariable avisos -WarningAction SilentlyContinue
        $saida.Arquivo | Should -BeLike '*credencial-teams.dat'
        [System.IO.File]::ReadAllText("$dados/credencial-teams.dat") | Should -Be 'cifrado:17'
        [System.IO.File]::Exists("$dados/credencial.dat") | Should -BeFalse
        "$avisos" | Should -Match '\[TEAMS\] url'
        "$avisos" | Should -Not -Match 'MARCA'
        $null = Set-MonitorCredencial -Segredo teams -Senha (New-Segredo 'https://y.invalid') -Config $config -Conta SYSTEM -LimparConfig
        [System.IO.File]::ReadAllText($config) | Should -Match '(?m)^senha = "Em Claro#1"'
        [System.IO.File]::ReadAllText($config) | Should -Not -Match 'MARCA'
        $null = Set-MonitorCredencial -Segredo oauth2 -Senha (New-Segredo 'abc') -Config $config -Conta SYSTEM
        [System.IO.File]::Exists("$dados/credencial-oauth2.dat") | Should -BeTrue
        (Set-MonitorCredencial -Segredo oauth2 -Remover -Config $config).Guardada | Should -BeFalse
        [System.IO.File]::Exists("$dados/credencial-oauth2.dat") | Should -BeFalse
    }
    It 'a new one replaces the old one; a failure leaves the old one: <Nome>' -ForEach @(
        @{ Nome = 'DPAPI'; Mais = @{ SemDpapi = $true } }, @{ Nome = 'icacls'; Mais = @{ Codigo = 5 } }
    ) {
        $null = Set-MonitorCredencial -Senha (New-Segredo 'um') -Config $config -Conta SYSTEM -LimparConfig
        $null = Set-MonitorCredencial -Senha (New-Segredo 'dois') -Config $config -Conta SYSTEM
        [System.IO.File]::ReadAllText("$dados/credencial.dat") | Should -Be 'cifrado:4'
        foreach ($chave in $Mais.Keys) { $global:Palco[$chave] = $Mais[$chave] }
        { Set-MonitorCredencial -Senha (New-Segredo 'nova senha') -Config $config -Conta SYSTEM } | Should -Throw -ErrorId 'CredencialNaoGuardada*'
        [System.IO.File]::ReadAllText("$dados/credencial.dat") | Should -Be 'cifrado:4'
        [System.IO.File]::Exists("$dados/credencial.dat.novo") | Should -BeFalse
    }
    It 'refuses an empty password, changes nothing with -WhatIf, and -Remover removes' {
        { Set-MonitorCredencial -Senha ([System.Security.SecureString]::new()) -Config $config } | Should -Throw -ErrorId 'SenhaVazia*'
        $null = Set-MonitorCredencial -Senha (New-Segredo 'abc') -Config $config -Conta SYSTEM -WhatIf
        [System.IO.File]::Exists("$dados/credencial.dat") | Should -BeFalse
        $null = Set-MonitorCredencial -Senha (New-Segredo 'abc') -Config $config -Conta SYSTEM -LimparConfig
        (Set-MonitorCredencial -Remover -Config $config).Guardada | Should -BeFalse
        [System.IO.File]::Exists("$dados/credencial.dat") | Should -BeFalse
    }
}
Describe 'Show-MonitorNotificacao' {
    BeforeEach {
        $global:Palco = @{ Chamadas = [System.Collections.Generic.List[string]]::new(); Toasts = [System.Collections.Generic.List[string]]::new(); SemDpapi = $false; SemToast = $false; Codigo = 0 }
        $dados = [System.IO.Path]::Combine($TestDrive, [guid]::NewGuid().ToString('N'))
        $null = [System.IO.Directory]::CreateDirectory("$dados/notificacoes")
        $vistos = "$dados/pessoa/vistos.txt"
    }
    It 'shows each one once for this person, oldest first, and again to another person' {
        New-Aviso -Id 'q1-recuperacao' -HorasAtras 1 -Titulo 'Servidor Recuperado' -Tipo recuperacao
        New-Aviso -Id 'q1-queda' -HorasAtras 2
        $mostrados = @(Show-MonitorNotificacao -PastaDados $dados -ArquivoVistos $vistos)
        ($mostrados | ForEach-Object { $_.Id }) -join ' ' | Should -Be 'q1-queda q1-recuperacao'
        @(Show-MonitorNotificacao -PastaDados $dados -ArquivoVistos $vistos) | Should -HaveCount 0
        New-Aviso -Id 'q2-queda' -HorasAtras 0
        @(Show-MonitorNotificacao -PastaDados $dados -ArquivoVistos $vistos) | Should -HaveCount 1
        $global:Palco.Toasts.Count | Should -Be 3
        @(Show-MonitorNotificacao -PastaDados $dados -ArquivoVistos "$dados/outra/vistos.txt") | Should -HaveCount 3
    }
    It 'shows none older than a day' {
        New-Aviso -Id 'velha-queda' -HorasAtras 24.1
        New-Aviso -Id 'nova-queda' -HorasAtras 23.9
        (Show-MonitorNotificacao -PastaDados $dados -ArquivoVistos $vistos).Id | Should -Be 'nova-queda'
    }
    It 'passes over what is not whole or not ours' {
        [System.IO.File]::WriteAllText("$dados/notificacoes/a-queda.json", '{ "id": "a-queda", ')
        [System.IO.File]::WriteAllText("$dados/notificacoes/b-queda.tmp", '{}')
        [System.IO.File]::WriteAllText("$dados/notificacoes/c-queda.json", '[]')
        [System.IO.File]::WriteAllText("$dados/notificacoes/d-queda.json", ('x' * 70000))
        New-Aviso -Id 'e-outra' -HorasAtras 0 -Tipo 'propaganda'
        @(Show-MonitorNotificacao -PastaDados $dados -ArquivoVistos $vistos) | Should -HaveCount 0
        $global:Palco.Toasts.Count | Should -Be 0
        @(Show-MonitorNotificacao -PastaDados "$dados/nao-existe" -ArquivoVistos $vistos) | Should -HaveCount 0
    }
    It 'no text becomes markup' {
        $texto = "\\SERVIDOR1\R&D <b>'`"]]> & </text><action/> $([char]1)$([char]0xFFFE)fim"
        New-Aviso -Id 'q3-queda' -HorasAtras 0 -Titulo '<Título> & cia' -Texto $texto
        $null = Show-MonitorNotificacao -PastaDados $dados -ArquivoVistos $vistos
        $xml = [System.Xml.XmlDocument]::new(); $xml.LoadXml($global:Palco.Toasts[0])
        $campos = @($xml.GetElementsByTagName('text') | ForEach-Object { $_.InnerText })
        $campos | Should -HaveCount 2
        $campos[0] | Should -BeExactly '<Título> & cia'
        $campos[1] | Should -BeExactly $texto.Replace([char]1, ' ').Replace([char]0xFFFE, ' ')
        @($xml.GetElementsByTagName('action')) | Should -HaveCount 0
        $xml.DocumentElement.GetAttribute('displayTimestamp') | Should -Match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$'
    }
    It 'when Windows refuses, it says so and the notification is not counted as seen' {
        New-Aviso -Id 'q4-queda' -HorasAtras 0
        $global:Palco.SemToast = $true
        { Show-MonitorNotificacao -PastaDados $dados -ArquivoVistos $vistos } | Should -Throw -ErrorId 'NotificacaoNaoMostrada*'
        $global:Palco.SemToast = $false
        (Show-MonitorNotificacao -PastaDados $dados -ArquivoVistos $vistos).Id | Should -Be 'q4-queda'
        New-Aviso -Id 'q5-queda' -HorasAtras 0
        $null = Show-MonitorNotificacao -PastaDados $dados -ArquivoVistos $vistos -WhatIf
        $global:Palco.Toasts.Count | Should -Be 1
    }
}
Describe 'Register-MonitorRetornos, Unregister-MonitorRetornos' {
    BeforeEach {
        $base = [System.IO.Path]::Combine($TestDrive, [guid]::NewGuid().ToString('N'))
        $null = [System.IO.Directory]::CreateDirectory($base)
        [System.IO.File]::WriteAllText("$base/config.ini", "[CAMINHOS]`r`npasta_retorno = Retorno`r`n")
        [System.IO.File]::WriteAllText("$base/MonitorRetornos.exe", '')
    }
    It 'where there is no Task Scheduler, says so' -Skip:($null -ne (Get-Command -Name Register-ScheduledTask -ErrorAction Ignore)) {
        { Unregister-MonitorRetornos -Confirm:$false } | Should -Throw -ErrorId 'AgendadorIndisponivel*'
        { Register-MonitorRetornos -Config "$base/config.ini" -Programa "$base/MonitorRetornos.exe" -PastaTarefas "$raiz/tasks" } | Should -Throw -ErrorId 'AgendadorIndisponivel*'
    }
    It 'refuses a configuration or a program that is not there' {
        { Register-MonitorRetornos -Config "$base/sem.ini" } | Should -Throw -ErrorId 'ConfigNaoEncontrada*'
        { Register-MonitorRetornos -Config "$base/config.ini" -Programa "$base/sem.exe" } | Should -Throw -ErrorId 'InstalacaoIncompleta*'
    }
    It 'the window of the notifications does not flash up, where Windows can help it' {
        $base2 = [System.IO.Path]::Combine($base, 'System32')
        $null = [System.IO.Directory]::CreateDirectory($base2)
        $ver = { param($com, $build) InModuleScope -ModuleName MonitorRetornos -Parameters @{ S = $com; B = $build } -ScriptBlock { Get-MonitorJanelaOculta -Argumentos '-NoProfile -File "a b.ps1"' -Sistema $S -Compilacao $B } }
        (& $ver $base2 20348).Comando | Should -Be ''
        [System.IO.File]::WriteAllText([System.IO.Path]::Combine($base2, 'conhost.exe'), '')
        $oculta = & $ver $base2 17763
        $oculta.Comando | Should -Be ([System.IO.Path]::Combine($base2, 'conhost.exe'))
        $oculta.Argumentos | Should -Be "--headless `"$([System.IO.Path]::Combine($base2, 'WindowsPowerShell', 'v1.0', 'powershell.exe'))`" -NoProfile -File `"a b.ps1`""
        $antiga = & $ver $base2 17134
        $antiga.Comando | Should -Be ''
        $antiga.Argumentos | Should -Be '-NoProfile -File "a b.ps1"'
    }
    It 'account and paths reach the definition as text, never as XML: <_>' -ForEach 'MonitorRetornos.xml', 'MonitorRetornos-Notificacoes.xml' {
        $xml = InModuleScope -ModuleName MonitorRetornos -Parameters @{ Modelo = "$raiz/tasks/$_"; Grupo = $_ -like '*Notificacoes*' } -ScriptBlock {
            $conta = if ($Grupo) { $null } else { [pscustomobject]@{ Tipo = 'Usuario'; Nome = 'DOM\a&b<c>' } }
            New-MonitorTarefaXml -Modelo $Modelo -Conta $conta -Comando 'C:\R&D <x>\m.exe' -Argumentos 'monitorar --config "C:\a & b\config.ini"' -SemGatilhos
        }
        $doc = [System.Xml.XmlDocument]::new(); $doc.LoadXml($xml)
        $doc.GetElementsByTagName('Command')[0].InnerText | Should -BeExactly 'C:\R&D <x>\m.exe'
        $doc.GetElementsByTagName('Arguments')[0].InnerText | Should -BeExactly 'monitorar --config "C:\a & b\config.ini"'
        $doc.GetElementsByTagName('Triggers')[0].ChildNodes.Count | Should -Be 0
        if ($_ -eq 'MonitorRetornos.xml') {
            $doc.GetElementsByTagName('UserId')[0].InnerText | Should -BeExactly 'DOM\a&b<c>'
            $doc.GetElementsByTagName('LogonType')[0].InnerText | Should -Be 'Password'
        }
    }
}
Describe 'Find-MonitorConfigLinha' {
    It 'reads a line as the program does: <Linha>' -ForEach @(
        @{ Linha = 'chave = valor ; nota'; Valor = 'valor' }
        @{ Linha = 'CHAVE=a#b;c=d'; Valor = 'a#b;c=d' }
        @{ Linha = 'chave = "entre; aspas" # nota'; Valor = 'entre; aspas' }
        @{ Linha = "chave = 'x'"; Valor = 'x' }
        @{ Linha = "chave = 'x'#y"; Valor = "'x'#y" }
        @{ Linha = 'chave = \\SERVIDOR1\Pasta'; Valor = '\\SERVIDOR1\Pasta' }
        @{ Linha = 'chave ='; Valor = '' }
        @{ Linha = 'chave = ; nada'; Valor = '' }
    ) {
        $pasta = [System.IO.Path]::Combine($TestDrive, [guid]::NewGuid().ToString('N'))
        $null = [System.IO.Directory]::CreateDirectory($pasta)
        $arquivo = [System.IO.Path]::Combine($pasta, 'config.ini')
        $escrita = $Linha -replace '^chave', 'pasta_retorno'
        [System.IO.File]::WriteAllText($arquivo, "; começo`n[EMAIL]`nhabilitado = não`n[Caminhos]`n$escrita`n")
        $achada = InModuleScope -ModuleName MonitorRetornos -Parameters @{ Arquivo = $arquivo } -ScriptBlock {
            Find-MonitorConfigLinha -Linhas (Read-MonitorConfig -Caminho $Arquivo) -Secao 'CAMINHOS' -Chave 'pasta_retorno'
        }
        $achada.Valor | Should -BeExactly $Valor
        $achada.Indice | Should -Be 4
        # The program itself; it takes no empty folder, and makes a path of its system out of any other.
        if ($Valor -eq '') { { Get-MonitorStatus -Config $arquivo } | Should -Throw -ErrorId 'ConfiguracaoInvalida,Get-MonitorStatus' }
        elseif ($Valor -notlike '\\*') { (Get-MonitorStatus -Config $arquivo).Pasta | Should -BeExactly ([System.IO.Path]::Combine($pasta, $Valor)) }
    }
    It 'a file that is not UTF-8 is refused, as the program does, and stays as it is' {
        $arquivo = [System.IO.Path]::Combine($TestDrive, 'ansi.ini')
        $bytes = [System.Text.Encoding]::GetEncoding(28591).GetBytes("[CAMINHOS]`r`npasta_retorno = Cobrança`r`n[EMAIL]`r`nhabilitado = não`r`nsenha = x`r`n")
        [System.IO.File]::WriteAllBytes($arquivo, $bytes)
        { Get-MonitorStatus -Config $arquivo } | Should -Throw -ErrorId 'ConfiguracaoInvalida,Get-MonitorStatus'
        $erro = $null
        try { $null = Set-MonitorCredencial -Senha (New-Segredo 'abc') -Config $arquivo -Conta SYSTEM -LimparConfig } catch { $erro = $_ }
        $erro.FullyQualifiedErrorId | Should -BeLike 'ConfigNaoUtf8*'
        $erro.Exception.Message | Should -Match 'ansi\.ini.*UTF-8'
        [System.IO.File]::ReadAllBytes($arquivo) | Should -Be $bytes
        [System.IO.Directory]::Exists([System.IO.Path]::Combine($TestDrive, 'dados')) | Should -BeFalse
    }
}
Describe 'A program that lies in a given place' {
    It 'is run as it is: its code, its whole output, its silence, and what keeps it from starting' {
        $deno = @(Get-Command -Name deno -CommandType Application)[0].Source
        & (Get-Module -Name MonitorRetornos) {
            param($deno, $nada)
            $dito = Invoke-MonitorExecutavel -Programa $deno -Argumentos @('eval', 'console.log("á".repeat(200000)); console.error("e".repeat(200000)); Deno.exit(3)')
            $dito.CodigoSaida | Should -Be 3
            $dito.Texto | Should -BeExactly ('á' * 200000)
            (Invoke-MonitorExecutavel -Programa $deno -Argumentos @('eval', 'setTimeout(() => {}, 60000)') -TempoLimiteSegundos 1).CodigoSaida | Should -Be -1
            { Invoke-MonitorExecutavel -Programa $nada -Argumentos @('--version') } | Should -Throw
            # What the installer makes of it.
            { Confirm-MonitorVersoes -Instalacao @{} -Origem ([System.IO.Path]::GetDirectoryName($nada)) -Versao '1.0.0' } | Should -Throw -ErrorId 'ProgramaNaoRoda*'
            Get-MonitorLivroVersao -Programa $nada -Config 'x' | Should -BeNullOrEmpty
        } $deno ([System.IO.Path]::Combine($TestDrive, 'MonitorRetornos.exe'))
    }
}
