# install.ps1 from end to end on a throw-away root. Only what exists nowhere but on Windows is replaced, by stand-ins
# that record: the Task Scheduler's cmdlets, CIM, whoami, icacls, reg, and the DPAPI call of the module.
BeforeAll {
    $raiz = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..'))
    Import-Module (Join-Path $PSScriptRoot 'Bancada.psm1') -Force
    $principal = [System.IO.Path]::Combine($raiz, 'core', 'main.ts')
    $env:MONITOR_RETORNOS_EXE = ConvertTo-Json -Compress -InputObject @('deno', 'run', '-A', $principal)
    $env:NO_COLOR = '1'

    function global:Write-Chamada([string] $Nome, $Dados) {
        $global:Palco.Chamadas.Add("$Nome $Dados")
        if ($global:Palco.Falhar -and "$Nome $Dados" -like $global:Palco.Falhar) { $global:Palco.Falhar = ''; throw "falha provocada: $Nome" }
        $global:LASTEXITCODE = if ($global:Palco.Recusar -and "$Nome $Dados" -like $global:Palco.Recusar) { 5 } else { 0 }
    }
    function global:Register-ScheduledTask {
        [CmdletBinding()]
        param([string] $TaskName, [string] $TaskPath, [string] $Xml, [string] $User, [string] $Password, [switch] $Force)
        Write-Chamada 'Register-ScheduledTask' $TaskName
        if ($global:Palco.Tarefas.ContainsKey($TaskName) -and -not $Force) { throw 'a tarefa já existe' }
        $doc = [System.Xml.XmlDocument]::new(); $doc.LoadXml($Xml)
        $t = $doc.Task
        $acao = [pscustomobject]@{ Execute = $t.Actions.Exec.Command; Arguments = $t.Actions.Exec.Arguments; WorkingDirectory = $t.Actions.Exec.WorkingDirectory }
        $campo = @{}
        foreach ($nome in 'UserId', 'GroupId', 'LogonType') { $campo[$nome] = -join ($doc.GetElementsByTagName($nome) | ForEach-Object { $_.InnerText }) }
        $quem = [pscustomobject]$campo
        $estado = if ($t.Settings.Enabled -eq 'true') { 'Ready' } else { 'Disabled' }
        $global:Palco.Tarefas[$TaskName] = [pscustomobject]@{ TaskName = $TaskName; State = $estado; Actions = @($acao); Principal = $quem; Xml = $Xml; User = $User; Password = $Password }
    }
    function global:Get-ScheduledTask {
        [CmdletBinding()] param([string] $TaskName, [string] $TaskPath)
        if ($global:Palco.Tarefas.ContainsKey($TaskName)) { return $global:Palco.Tarefas[$TaskName] }
        Write-Error -Message "não existe: $TaskName"
    }
    function global:Get-ScheduledTaskInfo { [CmdletBinding()] param([string] $TaskName, [string] $TaskPath) [pscustomobject]@{ LastTaskResult = $global:Palco.Resultado } }
    function global:New-ScheduledTaskPrincipal { [CmdletBinding()] param([string] $UserId, [string] $LogonType, [string] $RunLevel) [pscustomobject]@{ UserId = $UserId; GroupId = ''; LogonType = $LogonType } }
    function global:Set-ScheduledTask { [CmdletBinding()] param([string] $TaskName, [string] $TaskPath, $Principal) Write-Chamada 'Set-ScheduledTask' $TaskName; $global:Palco.Tarefas[$TaskName].Principal = $Principal }
    function global:Enable-ScheduledTask { [CmdletBinding()] param([string] $TaskName, [string] $TaskPath) Write-Chamada 'Enable-ScheduledTask' $TaskName; $global:Palco.Tarefas[$TaskName].State = 'Ready' }
    function global:Disable-ScheduledTask { [CmdletBinding()] param([string] $TaskName, [string] $TaskPath) Write-Chamada 'Disable-ScheduledTask' $TaskName; $global:Palco.Tarefas[$TaskName].State = 'Disabled' }
    function global:Start-ScheduledTask {
        [CmdletBinding()] param([string] $TaskName, [string] $TaskPath)
        Write-Chamada 'Start-ScheduledTask' $TaskName
        if ($TaskName -eq 'MonitorRetornos-Verificacao' -and $global:Palco.ContainsKey('Resposta')) {
            $onde = [regex]::Match($global:Palco.Tarefas[$TaskName].Actions[0].Arguments, '> "([^"]+)"').Groups[1].Value
            [System.IO.File]::WriteAllText($onde, $global:Palco.Resposta)
        }
        # The program of a package is a text: with -SoDe only that one runs.
        $roda = $TaskName -eq 'MonitorRetornos' -and $global:Palco.RodarDeVerdade
        if ($roda -and $global:Palco.ContainsKey('SoDe')) { $roda = [System.IO.File]::ReadAllText($global:Palco.Tarefas[$TaskName].Actions[0].Execute) -eq $global:Palco.SoDe }
        if ($roda) {
            $config = [regex]::Match($global:Palco.Tarefas[$TaskName].Actions[0].Arguments, '"([^"]+)"').Groups[1].Value
            $inicio = [System.Diagnostics.ProcessStartInfo]::new('deno', "run -A `"$($global:Palco.Principal)`" monitorar --config `"$config`"")
            $inicio.UseShellExecute = $false
            $inicio.RedirectStandardOutput = $true
            $inicio.RedirectStandardError = $true
            $global:Palco.Processo = [System.Diagnostics.Process]::Start($inicio)
            $global:Palco['Processos'] = @($global:Palco['Processos']) + $global:Palco.Processo
        }
    }
    function global:Stop-ScheduledTask { [CmdletBinding()] param([string] $TaskName, [string] $TaskPath) Write-Chamada 'Stop-ScheduledTask' $TaskName }
    function global:Unregister-ScheduledTask { [CmdletBinding(SupportsShouldProcess = $true)] param([string] $TaskName, [string] $TaskPath) Write-Chamada 'Unregister-ScheduledTask' $TaskName; $null = $global:Palco.Tarefas.Remove($TaskName) }
    function global:Get-CimInstance {
        [CmdletBinding()] param([string] $ClassName, [string] $Filter)
        if ($ClassName -eq 'Win32_OperatingSystem') { return [pscustomobject]@{ Version = $global:Palco.Windows; Caption = 'Microsoft Windows Server' } }
        if ($Filter -eq "DeviceID='C:'") { return [pscustomobject]@{ DriveType = 3; ProviderName = $null } }
        if ($Filter -eq "DeviceID='X:'") { return [pscustomobject]@{ DriveType = 4; ProviderName = '\\SERVIDOR1\Cobranca' } }
    }
    # What Windows would say of owner and entries; by default, what an installation leaves.
    function global:Get-Acl {
        [CmdletBinding()] param([string] $LiteralPath)
        $sddl = 'O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)'
        if ($global:Palco.ContainsKey('Sddl')) { foreach ($fim in $global:Palco.Sddl.Keys) { if ($LiteralPath.Replace('\', '/').EndsWith($fim)) { $sddl = $global:Palco.Sddl[$fim] } } }
        [pscustomobject]@{ Sddl = $sddl }
    }
    # pwsh has it elsewhere too, but only to say that it does not work there.
    if ($env:OS -ne 'Windows_NT') {
        function global:Unblock-File { [CmdletBinding()] param([Parameter(ValueFromPipeline = $true)] $InputObject, [string] $LiteralPath) process { if ($LiteralPath) { $global:Palco['Desbloqueados'] = @($global:Palco['Desbloqueados']) + $LiteralPath } } }
    }
    function global:whoami.exe { $global:LASTEXITCODE = 0; '"Mandatory Label\x","Label","{0}",""' -f $global:Palco.Nivel }
    function global:icacls.exe { Write-Chamada 'icacls.exe' ($args -join ' ') }
    function global:reg.exe {
        # A question changes nothing.
        if ($args[0] -eq 'query') { $global:LASTEXITCODE = 0 } else { Write-Chamada 'reg.exe' ($args -join ' ') }
        if (-not $global:Palco.ContainsKey('Registro')) { $global:Palco['Registro'] = @{} }
        if ($args[0] -eq 'add') { $global:Palco.Registro["$($args[1])|$($args[3])"] = $args[7] }
        if ($args[0] -eq 'delete') { foreach ($chave in @($global:Palco.Registro.Keys)) { if ($args -contains '/v') { if ($chave -eq "$($args[1])|$($args[3])") { $global:Palco.Registro.Remove($chave) } } elseif ($chave.StartsWith("$($args[1])|")) { $global:Palco.Registro.Remove($chave) } } }
        if ($args[0] -eq 'query' -and $global:Palco.Registro.ContainsKey("$($args[1])|$($args[3])")) { "    $($args[3])    REG_SZ    $($global:Palco.Registro["$($args[1])|$($args[3])"])" }
        elseif ($args[0] -eq 'query') { if ("$($args[1])" -like '*\Y') { "    RemotePath    REG_SZ    \\SERVIDOR2\Guardada" } else { $global:LASTEXITCODE = 1 } }
    }

    # A package as the release zip lays it out.
    function New-Pacote([string] $Pasta, [string] $Programa = 'programa 1') {
        foreach ($par in @(@((Get-ModuloEmTeste), 'ps-module/MonitorRetornos'), @([System.IO.Path]::Combine($raiz, 'tasks'), 'tasks'))) {
            foreach ($arquivo in [System.IO.Directory]::GetFiles($par[0], '*', 'AllDirectories')) {
                $para = [System.IO.Path]::Combine($Pasta, $par[1], $arquivo.Substring($par[0].Length).TrimStart('\', '/'))
                $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($para))
                [System.IO.File]::Copy($arquivo, $para)
            }
        }
        foreach ($item in 'install.ps1', 'config.ini', 'LICENSE') { [System.IO.File]::Copy([System.IO.Path]::Combine($raiz, $item), [System.IO.Path]::Combine($Pasta, $item)) }
        [System.IO.File]::WriteAllText([System.IO.Path]::Combine($Pasta, 'MonitorRetornos.exe'), $Programa)
        [System.IO.File]::WriteAllText([System.IO.Path]::Combine($Pasta, 'README.md'), 'leia')
        Import-Pacote $Pasta
    }
    # The package of another version.
    function New-Versao([string] $Versao, [string] $Programa) {
        $pasta = [System.IO.Path]::Combine($base, "pacote-$Versao")
        New-Pacote $pasta $Programa
        [System.IO.File]::WriteAllText("$pasta/config.ini", $configLocal)
        $manifesto = "$pasta/ps-module/MonitorRetornos/MonitorRetornos.psd1"
        [System.IO.File]::WriteAllText($manifesto, [System.IO.File]::ReadAllText($manifesto).Replace("ModuleVersion        = '1.0.0'", "ModuleVersion        = '$Versao'"), [System.Text.UTF8Encoding]::new($true))
        Import-Pacote $pasta
        $pasta
    }
    # The module of the package, with the one call that only Windows has replaced.
    function Import-Pacote([string] $Pasta) {
        Get-Module -Name MonitorRetornos | Remove-Module -Force
        Import-Module -Name ([System.IO.Path]::Combine($Pasta, 'ps-module', 'MonitorRetornos', 'MonitorRetornos.psd1'))
        & (Get-Module -Name MonitorRetornos) {
            function script:Protect-MonitorSegredo {
                param([System.Security.SecureString] $Segredo)
                , [System.Text.Encoding]::UTF8.GetBytes('cifrado:' + [System.Net.NetworkCredential]::new('', $Segredo).Password.Length)
            }
            # What lies in the package is a text here, and answers what the test says it does: by default, that all is well.
            function script:Invoke-MonitorExecutavel {
                param([string] $Programa, [string[]] $Argumentos, [int] $TempoLimiteSegundos)
                $dito = if ($global:Palco.ContainsKey('Executavel')) { & $global:Palco.Executavel $Programa.Replace('\', '/') ($Argumentos -join ' ') }
                if ($null -ne $dito) { return $dito }
                $texto = if ($Argumentos[0] -eq '--version') { "$($MyInvocation.MyCommand.Module.Version)" } else { '{"situacao":"atual","arquivos":[]}' }
                [pscustomobject]@{ CodigoSaida = 0; Texto = $texto }
            }
            # Everybody's environment, and who is told of it.
            function script:Set-MonitorAmbiente {
                param([Parameter(Position = 0)] [string] $Nome, [Parameter(Position = 1)] [string] $Valor)
                Write-Chamada 'ambiente' "$Nome=$Valor"
            }
            # The name in full, as the domain would say it.
            function script:Resolve-MonitorNomeCompleto {
                param([string] $Conta)
                $null = Resolve-MonitorSid -Conta $Conta
                "DOMINIO\$Conta"
            }
            function script:Resolve-MonitorSid {
                param([string] $Conta)
                if ($Conta -like 'S-1-*') { return $Conta }
                if ($Conta -like 'DOMINIO\*' -or $Conta -eq 'monitor$') { return 'S-1-5-21-1-2-3-1001' }
                throw (New-MonitorErro -Id 'ContaNaoExiste' -Categoria ObjectNotFound -Alvo $Conta -Mensagem 'não há' -Proximo 'confira')
            }
        }
    }
    function Get-Arvore([string] $Pasta) {
        if (-not [System.IO.Directory]::Exists($Pasta)) { return }
        foreach ($arquivo in ([System.IO.Directory]::GetFiles($Pasta, '*', 'AllDirectories') | Sort-Object)) {
            '{0} {1}' -f $arquivo.Substring($Pasta.Length).TrimStart('\', '/').Replace('\', '/'), (Get-FileHash -LiteralPath $arquivo).Hash.Substring(0, 12)
        }
    }
    # Everything that an installation leaves, but for what the program itself writes.
    function Get-Resultado {
        (Get-Arvore $destino | Where-Object { $_ -notmatch '/(ledger\.db|logs/|[^/]*\.lock|trabalho/)' }) -join "`n"
        foreach ($nome in ($global:Palco.Tarefas.Keys | Sort-Object)) {
            $t = $global:Palco.Tarefas[$nome]
            '{0} {1} {2}{3} {4} {5}' -f $nome, $t.State, $t.Principal.UserId, $t.Principal.GroupId, $t.Actions[0].Execute, $t.Actions[0].Arguments
        }
    }
    function Install-Pacote([hashtable] $Mais = @{}) {
        $global:Palco.Chamadas.Clear()
        $pastas = @{ PastaPrograma = "$destino/programa"; PastaDados = "$destino/dados"; PastaModulos = "$destino/modulos" }
        if (-not $Mais.ContainsKey('Desinstalar') -and -not $Mais.ContainsKey('TempoLimiteSegundos')) { $pastas['TempoLimiteSegundos'] = 1 }
        & "$pacote/install.ps1" @pastas @Mais -InformationAction SilentlyContinue -WarningAction SilentlyContinue 6>$null
    }
    function Set-Config([string] $Texto) { [System.IO.File]::WriteAllText("$pacote/config.ini", $Texto) }
    $configLocal = "[CAMINHOS]`r`npasta_retorno = Retorno   ; ao lado`r`n[EMAIL]`r`nhabilitado = nao`r`n"
    $usuario = [System.Management.Automation.PSCredential]::new('DOMINIO\svc-monitor', [System.Net.NetworkCredential]::new('', 'Senha-da-Conta-1').SecurePassword)
}
AfterAll {
    Get-Module -Name MonitorRetornos | Remove-Module -Force
    Remove-Item -Path Env:MONITOR_RETORNOS_EXE -ErrorAction SilentlyContinue
    foreach ($nome in 'Write-Chamada', 'Register-ScheduledTask', 'Get-ScheduledTask', 'Get-ScheduledTaskInfo', 'New-ScheduledTaskPrincipal', 'Set-ScheduledTask',
        'Enable-ScheduledTask', 'Disable-ScheduledTask', 'Start-ScheduledTask', 'Stop-ScheduledTask', 'Unregister-ScheduledTask', 'Get-CimInstance', 'whoami.exe', 'icacls.exe', 'reg.exe', 'Unblock-File', 'Get-Acl') {
        Remove-Item -Path "function:$nome" -ErrorAction SilentlyContinue
    }
}
Describe 'install.ps1' {
    BeforeEach {
        $global:Palco = @{
            Chamadas = [System.Collections.Generic.List[string]]::new(); Tarefas = @{}; Falhar = ''; Recusar = ''; Resultado = 0; Windows = '10.0.17763'
            Nivel = 'S-1-16-12288'; RodarDeVerdade = $false; Principal = $principal; Processo = $null
        }
        $base = [System.IO.Path]::Combine($TestDrive, [guid]::NewGuid().ToString('N'))
        $pacote = [System.IO.Path]::Combine($base, 'pacote')
        $destino = [System.IO.Path]::Combine($base, 'servidor')
        New-Pacote $pacote
        Set-Config $configLocal
    }

    It 'installs: program, module, data folder and two tasks, and nothing else' {
        $status = Install-Pacote @{ NaoIniciar = $true }
        $status.Estado | Should -Be 'parado'
        $arquivos = @(Get-Arvore $destino | ForEach-Object { $_.Split(' ')[0] })
        $modulo = @(Get-Arvore "$pacote/ps-module/MonitorRetornos" | ForEach-Object { 'modulos/MonitorRetornos/1.0.0/' + $_.Split(' ')[0] })
        $esperado = @('dados/config.ini', 'programa/LICENSE', 'programa/MonitorRetornos.exe', 'programa/README.md', 'programa/install.ps1') + $modulo +
        @(Get-Arvore "$pacote/tasks" | ForEach-Object { 'programa/tasks/' + $_.Split(' ')[0] })
        ($arquivos | Sort-Object) -join "`n" | Should -Be (($esperado | Sort-Object) -join "`n")
        [System.IO.Directory]::Exists("$destino/dados/notificacoes") | Should -BeTrue

        ($global:Palco.Tarefas.Keys | Sort-Object) -join ' ' | Should -Be 'MonitorRetornos MonitorRetornos-Notificacoes'
        $t = $global:Palco.Tarefas['MonitorRetornos']
        $t.Principal.UserId | Should -Be 'S-1-5-18'
        $t.Principal.LogonType | Should -Be ''
        $t.State | Should -Be 'Disabled'
        $t.Actions[0].Execute | Should -Be ([System.IO.Path]::Combine($destino, 'programa', 'MonitorRetornos.exe'))
        $t.Actions[0].Arguments | Should -Match ('^monitorar --config "' + [regex]::Escape($destino) + '.dados.config\.ini"$')
        $n = $global:Palco.Tarefas['MonitorRetornos-Notificacoes']
        $n.Principal.GroupId | Should -Be 'S-1-5-32-545'
        $n.Actions[0].Arguments | Should -Match 'Mostrar-Notificacoes\.ps1" -PastaDados "'
    }
    It 'closes the data folder, lets only readers into the notifications, and takes no account by its translated name' {
        $null = Install-Pacote @{ NaoIniciar = $true; Conta = 'DOMINIO\monitor$' }
        $acl = @($global:Palco.Chamadas | Where-Object { $_ -like 'icacls.exe*' } | ForEach-Object { $_.Replace('\', '/') })
        foreach ($caminho in 'programa', 'dados', 'dados/config.ini', 'dados/notificacoes') {
            @($acl | Where-Object { $_ -like "icacls.exe $($destino.Replace('\', '/'))/$caminho /inheritance:r*" }) | Should -HaveCount 1
        }
        @($acl | Where-Object { $_ -match '/dados /grant:r \*S-1-5-18:\(OI\)\(CI\)F \*S-1-5-32-544:\(OI\)\(CI\)F DOMINIO/monitor\$:\(OI\)\(CI\)M /Q' }) | Should -HaveCount 1
        @($acl | Where-Object { $_ -match '/dados/config\.ini /grant:r \*S-1-5-18:F \*S-1-5-32-544:F DOMINIO/monitor\$:R /Q' }) | Should -HaveCount 1
        @($acl | Where-Object { $_ -match '/dados/notificacoes .*\*S-1-5-32-545:\(OI\)\(CI\)RX' }) | Should -HaveCount 1
        @($acl | Where-Object { $_ -match '/dados /.*S-1-5-32-545' }) | Should -HaveCount 0
        @($global:Palco.Chamadas | Where-Object { $_ -like 'reg.exe add *EventLog\Application\MonitorRetornos*' }) | Should -HaveCount 2
        @($global:Palco.Chamadas | Where-Object { $_ -like 'reg.exe add *AppUserModelId\MonitorRetornos*' }) | Should -HaveCount 2
    }
    It 'Test-MonitorConfiguracao -Implantacao looks at both tasks and at the notifications' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        $config = [System.IO.Path]::Combine($destino, 'dados', 'config.ini')
        $ver = { param($nome) @(Test-MonitorConfiguracao -Config $config -Implantacao | Where-Object { $_.Nome -eq $nome }).Situacao }
        & $ver 'Notificações' | Should -Be 'ok'
        & $ver 'Tarefa de notificações' | Should -Be 'ok'
        $global:Palco.Tarefas['MonitorRetornos-Notificacoes'].Actions[0].Arguments = '-PastaDados "C:\Outra"'
        & $ver 'Tarefa de notificações' | Should -Be 'falha'
        $global:Palco.Tarefas.Remove('MonitorRetornos-Notificacoes')
        & $ver 'Tarefa de notificações' | Should -Be 'falha'
        [System.IO.Directory]::Delete("$destino/dados/notificacoes", $true)
        & $ver 'Notificações' | Should -Be 'falha'
    }
    It 'run again changes nothing: same files, same times, same tasks, the data kept' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        $antes = Get-Resultado
        $hora = [System.IO.File]::GetLastWriteTimeUtc("$destino/programa/MonitorRetornos.exe")
        [System.IO.File]::WriteAllText("$destino/dados/credencial.dat", 'guardada')
        $null = Install-Pacote @{ NaoIniciar = $true }
        [System.IO.File]::ReadAllText("$destino/dados/credencial.dat") | Should -Be 'guardada'
        [System.IO.File]::Delete("$destino/dados/credencial.dat")
        (Get-Resultado) -join "`n" | Should -Be ($antes -join "`n")
        [System.IO.File]::GetLastWriteTimeUtc("$destino/programa/MonitorRetornos.exe") | Should -Be $hora
    }
    It 'upgrades: new program and module, what is gone goes away, the configuration stays byte for byte' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        $editada = [System.IO.File]::ReadAllText("$destino/dados/config.ini") + "# minha`r`n"
        [System.IO.File]::WriteAllText("$destino/dados/config.ini", $editada)
        [System.IO.File]::WriteAllText("$destino/programa/tasks/velho.txt", 'sobra')
        $pacote = [System.IO.Path]::Combine($base, 'pacote2')
        New-Pacote $pacote 'programa 2'
        $manifesto = "$pacote/ps-module/MonitorRetornos/MonitorRetornos.psd1"
        [System.IO.File]::WriteAllText($manifesto, [System.IO.File]::ReadAllText($manifesto).Replace("ModuleVersion        = '1.0.0'", "ModuleVersion        = '1.1.0'"), [System.Text.UTF8Encoding]::new($true))
        Import-Pacote $pacote
        $null = Install-Pacote @{ NaoIniciar = $true }
        [System.IO.File]::ReadAllText("$destino/programa/MonitorRetornos.exe") | Should -Be 'programa 2'
        [System.IO.File]::ReadAllText("$destino/dados/config.ini") | Should -BeExactly $editada
        [System.IO.Directory]::GetDirectories("$destino/modulos/MonitorRetornos") | ForEach-Object { [System.IO.Path]::GetFileName($_) } | Should -Be '1.1.0'
        [System.IO.File]::Exists("$destino/programa/tasks/velho.txt") | Should -BeFalse
        @(Get-Arvore $destino | Where-Object { $_ -match '\.(novo|antigo) ' }) | Should -HaveCount 0
    }
    It 'where the program is not in its usual place, all who run are told where it is, and when it is gone' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        @($global:Palco.Chamadas | Where-Object { $_ -like 'ambiente *' }) -join ';' | Should -Be "ambiente MONITOR_RETORNOS_EXE=$([System.IO.Path]::Combine($destino, 'programa', 'MonitorRetornos.exe'))"
        $null = Install-Pacote @{ Desinstalar = $true }
        @($global:Palco.Chamadas | Where-Object { $_ -like 'ambiente *' }) -join ';' | Should -Be 'ambiente MONITOR_RETORNOS_EXE='
    }
    It 'an upgrade, and the removal, find program, data and module where they are, without being told' {
        $null = Install-Pacote @{ NaoIniciar = $true; Conta = 'DOMINIO\monitor$' }
        $antes = (Get-Resultado) -join "`n"
        [System.IO.File]::WriteAllText("$destino/dados/ledger.db", 'o livro')
        $null = Install-MonitorRetornos -Origem $pacote -NaoIniciar -WarningAction SilentlyContinue 6>$null
        (Get-Resultado) -join "`n" | Should -Be $antes
        $global:Palco.Tarefas['MonitorRetornos'].Principal.UserId | Should -Be 'DOMINIO\monitor$'
        # Another place on purpose is said aloud.
        $null = Install-MonitorRetornos -Origem $pacote -PastaDados "$destino/outros" -WhatIf -WarningVariable avisos -WarningAction SilentlyContinue 6>$null
        "$avisos" | Should -Match 'contar de novo'
        $null = Uninstall-MonitorRetornos -Confirm:$false 6>$null
        (Get-Arvore $destino | ForEach-Object { $_.Split(' ')[0] }) -join ' ' | Should -Be 'dados/config.ini dados/ledger.db'
        $global:Palco.Tarefas.Count | Should -Be 0
        @($global:Palco.Registro.Keys) | Should -BeNullOrEmpty
    }
    It 'broken in the middle (<_>): the error is told, and run again it ends as if nothing had happened' -ForEach @(
        'icacls.exe */programa /grant*', 'icacls.exe */dados /inheritance*', 'icacls.exe */config.ini /grant*', 'reg.exe add *EventLog*'
        'Register-ScheduledTask MonitorRetornos', 'Register-ScheduledTask MonitorRetornos-Notificacoes'
    ) {
        $quebra = $_
        $null = Install-Pacote @{ NaoIniciar = $true }
        $esperado = (Get-Resultado) -join "`n"
        [System.IO.Directory]::Delete($destino, $true)
        $global:Palco.Tarefas.Clear()

        $global:Palco.Falhar = $quebra.Replace('/', [string][System.IO.Path]::DirectorySeparatorChar).Replace("$([System.IO.Path]::DirectorySeparatorChar)grant", '/grant').Replace("$([System.IO.Path]::DirectorySeparatorChar)inheritance", '/inheritance')
        { Install-Pacote @{ NaoIniciar = $true } } | Should -Throw
        $global:Palco.Falhar | Should -Be ''
        $null = Install-Pacote @{ NaoIniciar = $true }
        (Get-Resultado) -join "`n" | Should -Be $esperado
    }
    It 'an upgrade that breaks leaves the old monitor running' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        $global:Palco.Tarefas['MonitorRetornos'].State = 'Ready'
        $global:Palco.Falhar = 'reg.exe add *'
        { Install-Pacote } | Should -Throw
        $global:Palco.Tarefas['MonitorRetornos'].State | Should -Be 'Ready'
        $global:Palco.Tarefas['MonitorRetornos-Notificacoes'].State | Should -Be 'Ready'
        $global:Palco.Chamadas[-1] | Should -Be 'Start-ScheduledTask MonitorRetornos'
    }
    It 'a Windows program that answers with an error counts as a break: <_>' -ForEach 'icacls.exe *config.ini /inheritance*', 'reg.exe add *AppUserModelId*' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        $global:Palco.Tarefas['MonitorRetornos'].State = 'Ready'
        $global:Palco.Recusar = $_
        { Install-Pacote } | Should -Throw -ErrorId 'ProgramaDoWindowsFalhou*'
        $global:Palco.Tarefas['MonitorRetornos'].State | Should -Be 'Ready'
        $global:Palco.Chamadas[-1] | Should -Be 'Start-ScheduledTask MonitorRetornos'
        $global:Palco.Recusar = ''
        { Install-Pacote @{ NaoIniciar = $true } } | Should -Not -Throw
    }
    It 'starts the real program through the task, and uninstalling stops it, removes all and keeps the data' {
        $null = [System.IO.Directory]::CreateDirectory("$destino/dados/Retorno")
        $global:Palco.RodarDeVerdade = $true
        try {
            $status = Install-Pacote
            $status.EmExecucao | Should -BeTrue
            $status.Pid | Should -Be $global:Palco.Processo.Id
            $null = Install-Pacote @{ Desinstalar = $true }
            $global:Palco.Processo.WaitForExit(20000) | Should -BeTrue
            $global:Palco.Processo.ExitCode | Should -Be 0
        }
        finally { if ($null -ne $global:Palco.Processo -and -not $global:Palco.Processo.HasExited) { $global:Palco.Processo.Kill() } }
        $global:Palco.Tarefas.Count | Should -Be 0
        [System.IO.Directory]::Exists("$destino/programa") | Should -BeFalse
        [System.IO.Directory]::Exists("$destino/modulos/MonitorRetornos") | Should -BeFalse
        [System.IO.File]::Exists("$destino/dados/config.ini") | Should -BeTrue
        [System.IO.File]::Exists("$destino/dados/ledger.db") | Should -BeTrue
        { Install-Pacote @{ Desinstalar = $true } } | Should -Not -Throw
    }
    It 'what somebody laid beside the files of the package is neither copied nor unblocked' {
        $nomes = @(Get-Arvore $pacote | ForEach-Object { $_.Split(' ')[0] })
        [System.IO.File]::WriteAllText("$pacote/SHA256SUMS.txt", (@($nomes | ForEach-Object { "$((Get-FileHash -LiteralPath "$pacote/$_" -Algorithm SHA256).Hash.ToLowerInvariant()) *$_" }) -join "`n") + "`n")
        $estranhos = @('tasks/intruso.ps1', 'ps-module/MonitorRetornos/Intruso.psm1', 'intruso.dll')
        foreach ($nome in $estranhos) { [System.IO.File]::WriteAllText("$pacote/$nome", "'mau'") }
        $null = Install-Pacote @{ NaoIniciar = $true }
        @(Get-Arvore $destino | Where-Object { $_ -match 'intruso' }) | Should -BeNullOrEmpty
        [System.IO.File]::Exists("$destino/programa/tasks/Mostrar-Notificacoes.ps1") | Should -BeTrue
        @(Get-Arvore "$destino/modulos" | Where-Object { $_ -match 'MonitorRetornos\.psd1' }) | Should -HaveCount 1
        @($global:Palco.Desbloqueados | Where-Object { $_ -match 'intruso' }) | Should -BeNullOrEmpty
        if ($env:OS -ne 'Windows_NT') { @($global:Palco.Desbloqueados | Where-Object { $_ -match 'Mostrar-Notificacoes' }) | Should -Not -BeNullOrEmpty }
    }
    It 'uninstalling leaves files of others where they are' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        [System.IO.File]::WriteAllText("$destino/programa/de-outro.txt", 'x')
        $null = Install-Pacote @{ Desinstalar = $true }
        (Get-Arvore "$destino/programa" | ForEach-Object { $_.Split(' ')[0] }) -join ' ' | Should -Be 'de-outro.txt'
    }
    It 'a data folder that somebody else prepared stops it before anything changes: <Nome>' -ForEach @(
        @{ Nome = 'foreign owner'; Onde = '/dados'; Sddl = 'O:S-1-5-21-9-9-9-1105G:DUD:PAI(A;OICI;FA;;;SY)' }
        @{ Nome = 'foreign owner of config.ini'; Onde = '/dados/config.ini'; Sddl = 'O:S-1-5-21-9-9-9-1105G:DUD:AI(A;ID;FA;;;SY)' }
        @{ Nome = 'unknown entry'; Onde = '/dados'; Sddl = 'O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;0x1301bf;;;S-1-5-21-9-9-9-1105)' }
        @{ Nome = 'everybody may write'; Onde = '/dados'; Sddl = 'O:SYG:SYD:AI(A;OICI;FA;;;WD)(A;OICIID;FA;;;SY)' }
        @{ Nome = 'users may write the notifications'; Onde = '/dados/notificacoes'; Sddl = 'O:SYG:SYD:PAI(A;OICI;0x1301bf;;;BU)(A;OICI;FA;;;SY)' }
    ) {
        $null = [System.IO.Directory]::CreateDirectory("$destino/dados/notificacoes")
        [System.IO.File]::WriteAllText("$destino/dados/config.ini", "[CAMINHOS]`r`npasta_retorno = Retorno`r`n[INTEGRACAO]`r`ncomando = C:\Temp\mau.exe`r`n[EMAIL]`r`nhabilitado = nao`r`n")
        $global:Palco['Sddl'] = @{ $Onde = $Sddl }
        $erro = $null
        try { $null = Install-Pacote @{ NaoIniciar = $true } } catch { $erro = $_ }
        $erro.FullyQualifiedErrorId | Should -BeLike 'PastaDeDadosAlheia*'
        $erro.Exception.Message | Should -Match 'AssumirPasta'
        $global:Palco.Chamadas -join "`n" | Should -Be ''
        [System.IO.Directory]::Exists("$destino/programa") | Should -BeFalse
        # Taken over by name: owner, entries, and the configuration that goes on is shown.
        $global:Palco.Sddl[$Onde] = $Sddl.Replace(';WD)', ';S-1-1-0)').Replace(';BU)', ';S-1-5-32-545)')
        $pastas = @{ PastaPrograma = "$destino/programa"; PastaDados = "$destino/dados"; PastaModulos = "$destino/modulos" }
        $null = Install-MonitorRetornos @pastas -NaoIniciar -AssumirPasta -WarningVariable avisos -WarningAction SilentlyContinue 6>$null
        $dono = @($global:Palco.Chamadas | Where-Object { $_.Replace('\', '/') -like "*$Onde /setowner ``*S-1-5-32-544*" })
        $dono | Should -HaveCount 1
        if ($Onde -ne '/dados') { @($global:Palco.Chamadas | Where-Object { $_.Replace('\', '/') -like "*$Onde /reset*" }) | Should -HaveCount 1 }
        elseif ($Nome -ne 'foreign owner') { @($global:Palco.Chamadas | Where-Object { $_ -like '*/remove `*S-1-*' }) | Should -HaveCount 1 }
        "$avisos" | Should -Match 'mau\.exe'
    }
    It 'a data folder that is a link stops it, with or without -AssumirPasta' -Skip:($env:OS -eq 'Windows_NT') {
        $null = [System.IO.Directory]::CreateDirectory("$base/alheia")
        $null = [System.IO.Directory]::CreateDirectory($destino)
        $null = New-Item -ItemType SymbolicLink -Path "$destino/dados" -Target "$base/alheia"
        foreach ($mais in @{ NaoIniciar = $true }, @{ NaoIniciar = $true; AssumirPasta = $true }) {
            { Install-Pacote $mais } | Should -Throw -ErrorId 'PastaDeDadosEhLigacao*'
            $global:Palco.Chamadas -join "`n" | Should -Be ''
        }
    }
    It 'what the installation itself leaves, and the account of the task, are no strangers' {
        $null = Install-Pacote @{ NaoIniciar = $true; Conta = 'DOMINIO\monitor$' }
        $global:Palco['Sddl'] = @{
            '/dados' = 'O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1301bf;;;S-1-5-21-1-2-3-1001)'
            '/dados/notificacoes' = 'O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)'
            '/dados/config.ini' = 'O:S-1-5-21-1-2-3-1001G:DUD:AI(A;ID;FA;;;SY)(A;ID;0x1200a9;;;BU)'
        }
        { Install-Pacote @{ NaoIniciar = $true } } | Should -Not -Throw
    }
    It 'an account that Windows does not know is refused before anything changes' {
        { Install-Pacote @{ NaoIniciar = $true; Conta = 'ERRADO\monitor$' } } | Should -Throw -ErrorId 'ContaNaoExiste*'
        [System.IO.Directory]::Exists($destino) | Should -BeFalse
        $global:Palco.Chamadas -join "`n" | Should -Be ''
    }
    It '-WhatIf lists every step' {
        $linhas = {
            $texto = [System.IO.Path]::Combine($base, 'whatif.ps1')
            [System.IO.File]::WriteAllText($texto, 'param($m, $o, $d) & $m.ExportedFunctions["Install-MonitorRetornos"] -Origem $o -PastaPrograma "$d/programa" -PastaDados "$d/dados" -PastaModulos "$d/modulos" -WhatIf')
            $destinoTexto = [System.IO.Path]::Combine($base, 'whatif.txt')
            Start-Transcript -Path $destinoTexto -UseMinimalHeader | Out-Null
            try { & $texto (Get-Module MonitorRetornos) $pacote $destino } finally { Stop-Transcript | Out-Null }
            @([System.IO.File]::ReadAllLines($destinoTexto) | Where-Object { $_ -like 'What if:*' }) -join "`n"
        }
        $nova = & $linhas
        foreach ($passo in 'Conferir as versões do programa', 'Verificar pasta, e-mail e disco', 'Copiar o programa', 'Instalar o módulo', 'Fechar a pasta de dados', 'Gravar a configuração', 'Registrar a origem', 'Registrar a Tarefa Agendada', 'Iniciar o monitor') { $nova | Should -Match $passo }
        $nova | Should -Not -Match 'Parar o monitor'
        [System.IO.Directory]::Exists($destino) | Should -BeFalse
        $null = Install-Pacote @{ NaoIniciar = $true }
        $nova | Should -Not -Match 'anterior'
        $outra = & $linhas
        foreach ($passo in 'Parar o monitor', 'Guardar o programa e o módulo de agora', 'Se a versão nova não estiver de pé em 120 segundos, devolver a anterior') { $outra | Should -Match $passo }
    }
    It '-WhatIf changes nothing, installing or removing' {
        $null = Install-Pacote @{ WhatIf = $true }
        [System.IO.Directory]::Exists($destino) | Should -BeFalse
        $global:Palco.Chamadas -join "`n" | Should -Be ''
        $null = Install-Pacote @{ NaoIniciar = $true }
        $antes = (Get-Resultado) -join "`n"
        $null = Install-Pacote @{ WhatIf = $true; Desinstalar = $true }
        $null = Install-Pacote @{ WhatIf = $true }
        (Get-Resultado) -join "`n" | Should -Be $antes
        $global:Palco.Chamadas -join "`n" | Should -Be ''
    }
}
Describe 'install.ps1: versions, and the way back' {
    BeforeEach {
        $global:Palco = @{
            Chamadas = [System.Collections.Generic.List[string]]::new(); Tarefas = @{}; Falhar = ''; Recusar = ''; Resultado = 0; Windows = '10.0.17763'
            Nivel = 'S-1-16-12288'; RodarDeVerdade = $false; Principal = $principal; Processo = $null
        }
        $base = [System.IO.Path]::Combine($TestDrive, [guid]::NewGuid().ToString('N'))
        $pacote = [System.IO.Path]::Combine($base, 'pacote')
        $destino = [System.IO.Path]::Combine($base, 'servidor')
        New-Pacote $pacote
        Set-Config $configLocal
        function Get-Instalado { "$([System.IO.File]::ReadAllText("$destino/programa/MonitorRetornos.exe")), módulo $(@([System.IO.Directory]::GetDirectories("$destino/modulos/MonitorRetornos") | ForEach-Object { [System.IO.Path]::GetFileName($_) }) -join ' ')" }
        function Get-Erro([scriptblock] $Bloco) { try { $null = & $Bloco } catch { return $_ } }
    }
    It 'versions that do not fit are refused before anything changes, the monitor included' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        $antes = (Get-Resultado) -join "`n"
        foreach ($caso in @(
                @{ Id = 'ProgramaNaoRoda'; Diz = 'bloqueado pela política'; Executavel = { param($programa, $linha) if ($linha -eq '--version') { throw 'bloqueado pela política' } } }
                @{ Id = 'ProgramaNaoRoda'; Diz = 'código 216'; Executavel = { param($programa, $linha) if ($linha -eq '--version') { [pscustomobject]@{ CodigoSaida = 216; Texto = '' } } } }
                @{ Id = 'VersoesDiferentes'; Diz = 'o programa é 0\.9\.0 e o módulo é 1\.0\.0'; Executavel = { param($programa, $linha) if ($linha -eq '--version') { [pscustomobject]@{ CodigoSaida = 0; Texto = '0.9.0' } } } }
                @{ Id = 'LivroMaisNovo'; Diz = 'mais nova que a 1\.0\.0'; Executavel = { param($programa, $linha) if ($linha -like 'livro versao*dados?config.ini') { [pscustomobject]@{ CodigoSaida = 1; Texto = '{"situacao":"novo"}' } } } }
            )) {
            $global:Palco['Executavel'] = $caso.Executavel
            $erro = Get-Erro { Install-Pacote }
            $erro.FullyQualifiedErrorId | Should -BeLike "$($caso.Id)*"
            $erro.Exception.Message | Should -Match $caso.Diz
            $erro.Exception.Message | Should -Match 'Nada foi mudado'
            $global:Palco.Chamadas -join "`n" | Should -Be ''
        }
        (Get-Resultado) -join "`n" | Should -Be $antes
    }
    It 'a ledger that cannot be asked is said, and stops nothing' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        $global:Palco['Executavel'] = { param($programa, $linha) if ($linha -like 'livro*') { [pscustomobject]@{ CodigoSaida = 1; Texto = '{"erro":{"codigo":"livro"}}' } } }
        $null = Install-MonitorRetornos -Origem $pacote -NaoIniciar -WarningVariable avisos -WarningAction SilentlyContinue 6>$null
        "$avisos" | Should -Match 'Não se soube a versão do livro'
    }
    It 'a version that comes up stays; one that does not gives way to the one before, which runs' {
        $null = [System.IO.Directory]::CreateDirectory("$destino/dados/Retorno")
        $global:Palco.RodarDeVerdade = $true
        try {
            $null = Install-Pacote
            $pacote = New-Versao '1.1.0' 'programa 2'
            $status = Install-Pacote @{ TempoLimiteSegundos = 30 }
            $status.EmExecucao | Should -BeTrue
            Get-Instalado | Should -Be 'programa 2, módulo 1.1.0'
            [System.IO.Directory]::Exists("$destino/programa/anterior") | Should -BeFalse

            $config = [System.IO.File]::ReadAllText("$destino/dados/config.ini")
            $pacote = New-Versao '1.2.0' 'programa 3'
            $global:Palco['SoDe'] = 'programa 2'
            $global:Palco.Resultado = 70
            [System.IO.File]::WriteAllText("$pacote/tasks/novo.txt", 'só da nova')
            $erro = Get-Erro { Install-Pacote @{ TempoLimiteSegundos = 5 } }
            $erro.FullyQualifiedErrorId | Should -BeLike 'AtualizacaoDesfeita*'
            $erro.Exception.Message | Should -Match 'A versão 1\.2\.0 não subiu: .*código 70'
            $erro.Exception.Message | Should -Match 'A versão 1\.1\.0 voltou ao lugar\. O monitor dela está rodando \(processo \d+\)'
            $erro.Exception.Message | Should -Match 'O log: .*monitor_retornos\.log'
            Get-Instalado | Should -Be 'programa 2, módulo 1.1.0'
            [System.IO.File]::Exists("$destino/programa/tasks/novo.txt") | Should -BeFalse
            [System.IO.Directory]::Exists("$destino/programa/anterior") | Should -BeFalse
            [System.IO.File]::ReadAllText("$destino/dados/config.ini") | Should -BeExactly $config
            [System.IO.File]::Exists("$destino/dados/ledger.db") | Should -BeTrue
            $status = Get-MonitorStatus -Config "$destino/dados/config.ini"
            $status.Pid | Should -Be $global:Palco.Processo.Id
            $global:Palco.Tarefas.Values.State | Should -Be @('Ready', 'Ready')
        }
        finally { foreach ($um in @($global:Palco['Processos'])) { if ($null -ne $um -and -not $um.HasExited) { $um.Kill() } } }
    }
    It 'what breaks in the middle of an upgrade brings program and module back, too' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        $global:Palco.Tarefas['MonitorRetornos'].State = 'Ready'
        $pacote = New-Versao '1.1.0' 'programa 2'
        $global:Palco.Falhar = 'reg.exe add *'
        { Install-Pacote } | Should -Throw '*falha provocada*'
        Get-Instalado | Should -Be 'programa 1, módulo 1.0.0'
        [System.IO.Directory]::Exists("$destino/programa/anterior") | Should -BeFalse
        $global:Palco.Chamadas[-1] | Should -Be 'Start-ScheduledTask MonitorRetornos'
    }
    It 'what an upgrade kept that died in the middle is what the next one comes back to' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        $null = [System.IO.Directory]::CreateDirectory("$destino/programa/anterior/programa/tasks")
        $null = [System.IO.Directory]::CreateDirectory("$destino/programa/anterior/modulo/0.9.0")
        [System.IO.File]::WriteAllText("$destino/programa/anterior/programa/MonitorRetornos.exe", 'programa 0')
        [System.IO.File]::WriteAllText("$destino/programa/anterior/modulo/0.9.0/MonitorRetornos.psd1", '@{}')
        [System.IO.File]::WriteAllText("$destino/programa/anterior/versao.txt", '0.9.0')
        $global:Palco.Falhar = 'reg.exe add *'
        { Install-Pacote } | Should -Throw '*falha provocada*'
        Get-Instalado | Should -Be 'programa 0, módulo 0.9.0'
        # One that was not kept whole is nobody's.
        [System.IO.Directory]::CreateDirectory("$destino/programa/anterior") | Out-Null
        $null = Install-Pacote @{ NaoIniciar = $true }
        $null = Install-Pacote @{ Desinstalar = $true }
        [System.IO.Directory]::Exists("$destino/programa") | Should -BeFalse
    }
    It 'account and configuration that came with it go back, too' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        $antes = [System.IO.File]::ReadAllText("$destino/dados/config.ini")
        $pacote = New-Versao '1.1.0' 'programa 2'
        [System.IO.File]::WriteAllText("$pacote/config.ini", $configLocal.Replace('Retorno', 'Outra'))
        $erro = Get-Erro { Install-Pacote @{ Conta = 'DOMINIO\monitor$'; TrocarConfig = $true } }
        $erro.FullyQualifiedErrorId | Should -BeLike 'AtualizacaoDesfeita*'
        [System.IO.File]::ReadAllText("$destino/dados/config.ini") | Should -BeExactly $antes
        @([System.IO.Directory]::GetFiles("$destino/dados", 'config.ini.nao-subiu-*')) | Should -HaveCount 1
        @([System.IO.Directory]::GetFiles("$destino/dados", 'config.ini.anterior-*')) | Should -HaveCount 0
        $global:Palco.Tarefas['MonitorRetornos'].Principal.UserId | Should -Be 'S-1-5-18'
        $acl = @($global:Palco.Chamadas | Where-Object { $_ -match 'dados /(grant|remove)' })
        $acl[-1] | Should -Match '/remove:g .*monitor\$'
    }
    It 'a way back that is barred says where the version before is kept, and the next try goes on from there' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        $pacote = New-Versao '1.1.0' 'programa 2'
        # Somebody holds the name that a file needs while it is put in its place.
        $global:Palco['Executavel'] = { param($programa, $linha) if ($linha -like 'livro*' -and $programa -like '*/anterior/*') { $null = [System.IO.Directory]::CreateDirectory("$destino/programa/MonitorRetornos.exe.novo/x") } }
        $erro = Get-Erro { Install-Pacote }
        $erro.FullyQualifiedErrorId | Should -BeLike 'VoltaIncompleta*'
        $erro.Exception.Message | Should -Match "guardada em '.*anterior'"
        [System.IO.Directory]::Delete("$destino/programa/MonitorRetornos.exe.novo", $true)
        $global:Palco.Remove('Executavel')
        (Get-Erro { Install-Pacote }).FullyQualifiedErrorId | Should -BeLike 'AtualizacaoDesfeita*'
        Get-Instalado | Should -Be 'programa 1, módulo 1.0.0'
    }
    It 'a ledger that the new version brought up: <Nome>' -ForEach @(
        @{ Nome = 'goes back to its copy'; Arquivos = '{"arquivos":[{"em":"2020-01-01T10:00:00-03:00"}]}'; Volta = $true; Diz = 'O livro de registro também voltou' }
        @{ Nome = 'stays with what it decided since'; Arquivos = '{"arquivos":[{"em":"2999-01-01T10:00:00-03:00"}]}'; Volta = $false; Diz = 'já decidiu arquivos' }
    ) {
        $null = Install-Pacote @{ NaoIniciar = $true }
        $pacote = New-Versao '1.1.0' 'programa 2'
        $livro = "$destino/dados/ledger.db"
        [System.IO.File]::WriteAllText($livro, 'o novo')
        # That of an earlier upgrade is no copy of how it was today.
        [System.IO.File]::WriteAllText("$livro.esquema-1", 'o de outro dia')
        [System.IO.File]::SetLastWriteTimeUtc("$livro.esquema-1", [datetime]::UtcNow.AddDays(-1))
        [System.IO.File]::WriteAllText("$livro.esquema-6", 'o antigo')
        [System.IO.File]::SetLastWriteTimeUtc("$livro.esquema-6", [datetime]::UtcNow.AddMinutes(1))
        $global:Palco['Arquivos'] = $Arquivos
        $global:Palco['Executavel'] = {
            param($programa, $linha)
            if ($linha -like 'livro*' -and $programa -like '*/anterior/*') { [pscustomobject]@{ CodigoSaida = 1; Texto = '{"situacao":"novo"}' } }
            if ($linha -like 'arquivos*') { [pscustomobject]@{ CodigoSaida = 0; Texto = $global:Palco.Arquivos } }
        }
        $erro = Get-Erro { Install-Pacote }
        $erro.Exception.Message | Should -Match $Diz
        $guardados = @([System.IO.Directory]::GetFiles("$destino/dados", 'ledger.db.da-versao-1.1.0-*'))
        if ($Volta) {
            $erro.FullyQualifiedErrorId | Should -BeLike 'AtualizacaoDesfeita*'
            Get-Instalado | Should -Be 'programa 1, módulo 1.0.0'
            [System.IO.File]::ReadAllText($livro) | Should -Be 'o antigo'
            [System.IO.File]::Exists("$livro-wal") | Should -BeFalse
            $guardados | ForEach-Object { [System.IO.File]::ReadAllText($_) } | Should -Be 'o novo'
        }
        else {
            $erro.FullyQualifiedErrorId | Should -BeLike 'AtualizacaoSemVolta*'
            Get-Instalado | Should -Be 'programa 2, módulo 1.1.0'
            [System.IO.File]::ReadAllText($livro) | Should -Be 'o novo'
            $guardados | Should -HaveCount 0
            [System.IO.File]::ReadAllText("$destino/programa/anterior/programa/MonitorRetornos.exe") | Should -Be 'programa 1'
        }
    }
    It 'a ledger may go back only where it is known that nothing was decided: <Nome>' -ForEach @(
        @{ Nome = 'the old program can use it'; Situacao = 'atual'; Copia = $false; Arquivos = 'nada'; Volta = $true; Diz = '' }
        @{ Nome = 'the old program does not say'; Situacao = ''; Copia = $false; Arquivos = 'nada'; Volta = $true; Diz = '' }
        @{ Nome = 'no file at all'; Situacao = 'novo'; Copia = $true; Arquivos = '{"arquivos":[]}'; Volta = $true; Diz = '' }
        @{ Nome = 'nobody knows'; Situacao = 'novo'; Copia = $true; Arquivos = 'nada'; Volta = $false; Diz = 'não diz se já decidiu' }
        @{ Nome = 'no copy'; Situacao = 'novo'; Copia = $false; Arquivos = '{"arquivos":[]}'; Volta = $false; Diz = 'não há ao lado dele uma cópia' }
    ) {
        $null = [System.IO.Directory]::CreateDirectory("$base/dados")
        [System.IO.File]::WriteAllText("$base/dados/config.ini", "[CAMINHOS]`r`npasta_dados = .`r`n")
        if ($Copia) { [System.IO.File]::WriteAllText("$base/dados/ledger.db.esquema-6", 'o antigo') }
        $global:Palco['Dito'] = @{ livro = "{`"situacao`":`"$Situacao`"}"; arquivos = $Arquivos }
        $global:Palco['Executavel'] = { param($programa, $linha) [pscustomobject]@{ CodigoSaida = 0; Texto = $global:Palco.Dito[$linha.Split(' ')[0]] } }
        $veredito = & (Get-Module MonitorRetornos) { param($i) Test-MonitorLivroVolta -Instalacao $i -Guardado @{ Exe = 'antigo' } -Desde ([datetime]::UtcNow.AddMinutes(-1)) } @{ Config = "$base/dados/config.ini"; Exe = 'novo' }
        $veredito.Volta | Should -Be $Volta
        $veredito.Motivo | Should -Match $Diz
        [bool]$veredito.Copia | Should -Be ($Copia -and $Volta)
    }
    It 'alive is who is the same process two seconds later; who dies at once is not' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        $esperar = {
            & (Get-Module MonitorRetornos) {
                param($pids)
                function script:Start-MonitorRetornos { [CmdletBinding(SupportsShouldProcess = $true)] param($Config, $TempoLimiteSegundos) }
                function script:Get-MonitorMotivo { 'porque sim' }
                function script:Get-MonitorEstado { $pid1 = if ($global:Palco.Pids.Count -gt 1) { $global:Palco.Pids.Dequeue() } else { $global:Palco.Pids.Peek() }; [pscustomobject]@{ EmExecucao = $pid1 -gt 0; Pid = $pid1; SemSinalDeVida = $false } }
                function script:Esperar { [CmdletBinding()] param() Wait-MonitorDePe -Cmdlet $PSCmdlet -Instalacao @{ Config = 'x'; Tarefas = @('MonitorRetornos') } -Segundos 1 }
                Esperar
            }
        }
        try {
            $global:Palco['Pids'] = [System.Collections.Generic.Queue[int]]::new([int[]]@(7, 7, 8, 8))
            $relogio = [System.Diagnostics.Stopwatch]::StartNew()
            & $esperar | Should -BeNullOrEmpty
            $relogio.Elapsed.TotalSeconds | Should -BeGreaterThan 2
            $global:Palco.Pids = [System.Collections.Generic.Queue[int]]::new([int[]]@(7, 7, 0))
            & $esperar | Should -Match 'não ficou de pé em 1 segundos\. porque sim'
        }
        finally { Get-Module -Name MonitorRetornos | Remove-Module -Force }
    }
}
Describe 'install.ps1: accounts' {
    BeforeEach {
        $global:Palco = @{
            Chamadas = [System.Collections.Generic.List[string]]::new(); Tarefas = @{}; Falhar = ''; Recusar = ''; Resultado = 0; Windows = '10.0.17763'
            Nivel = 'S-1-16-12288'; RodarDeVerdade = $false; Principal = $principal; Processo = $null
        }
        $base = [System.IO.Path]::Combine($TestDrive, [guid]::NewGuid().ToString('N'))
        $pacote = [System.IO.Path]::Combine($base, 'pacote')
        $destino = [System.IO.Path]::Combine($base, 'servidor')
        New-Pacote $pacote
        Set-Config $configLocal
    }
    It 'a managed account is set on a task that is not enabled before' {
        $null = Install-Pacote @{ NaoIniciar = $true; Conta = 'DOMINIO\monitor$' }
        $t = $global:Palco.Tarefas['MonitorRetornos']
        $t.Principal.UserId | Should -Be 'DOMINIO\monitor$'
        $t.Principal.LogonType | Should -Be 'Password'
        $t.Xml | Should -Match '<Enabled>false</Enabled>\s*<Hidden>'
        $ordem = @($global:Palco.Chamadas | Where-Object { $_ -match '^(Register|Set|Enable)-ScheduledTask MonitorRetornos$' }) -join ';'
        $ordem | Should -Be 'Register-ScheduledTask MonitorRetornos;Set-ScheduledTask MonitorRetornos;Enable-ScheduledTask MonitorRetornos'
    }
    It 'a user gets a stored password, that no XML, call or output shows' {
        $saida = Install-Pacote @{ NaoIniciar = $true; Credencial = $usuario } | ForEach-Object { ConvertTo-Json -InputObject $_ -Depth 5 }
        $t = $global:Palco.Tarefas['MonitorRetornos']
        $t.User | Should -Be 'DOMINIO\svc-monitor'
        $t.Password | Should -Be 'Senha-da-Conta-1'
        $t.Principal.LogonType | Should -Be 'Password'
        ($t.Xml + $saida + ($global:Palco.Chamadas -join "`n")) | Should -Not -Match 'Senha-da-Conta-1'
    }
    It 'an upgrade finds the domain of a managed account that the scheduler names without it' {
        $null = Install-Pacote @{ NaoIniciar = $true; Conta = 'DOMINIO\monitor$' }
        $antes = (Get-Resultado) -join "`n"
        $global:Palco.Tarefas['MonitorRetornos'].Principal.UserId = 'monitor$'
        $null = Install-Pacote @{ NaoIniciar = $true }
        (Get-Resultado) -join "`n" | Should -Be $antes
        $global:Palco.Tarefas['MonitorRetornos'].Principal.UserId | Should -Be 'DOMINIO\monitor$'
        @($global:Palco.Chamadas | Where-Object { $_ -eq 'Register-ScheduledTask MonitorRetornos' }) | Should -HaveCount 1
    }
    It 'an upgrade without the password leaves the user''s task as it is, and enabled' {
        $null = Install-Pacote @{ NaoIniciar = $true; Credencial = $usuario }
        $global:Palco.Tarefas['MonitorRetornos'].State = 'Ready'
        $global:Palco.Tarefas['MonitorRetornos-Notificacoes'].State = 'Ready'
        $antes = (Get-Resultado) -join "`n"
        $null = Install-Pacote @{ NaoIniciar = $true }
        $global:Palco.Tarefas['MonitorRetornos'].State = 'Ready'
        $global:Palco.Tarefas['MonitorRetornos-Notificacoes'].State = 'Ready'
        (Get-Resultado) -join "`n" | Should -Be $antes
        @($global:Palco.Chamadas | Where-Object { $_ -like 'Register-ScheduledTask*' }) | Should -HaveCount 0
    }
    It 'another account: the new one reads the password, the old one is shut out' {
        $null = Install-Pacote @{ NaoIniciar = $true; Conta = 'DOMINIO\monitor$' }
        [System.IO.File]::WriteAllText("$destino/dados/credencial.dat", 'guardada')
        $null = Install-Pacote @{ NaoIniciar = $true; Credencial = $usuario }
        $acl = @($global:Palco.Chamadas | Where-Object { $_ -like 'icacls.exe*' }) -join "`n"
        $acl | Should -Match 'credencial\.dat /grant:r \*S-1-5-18:F \*S-1-5-32-544:F DOMINIO\\svc-monitor:R /Q'
        foreach ($lugar in 'dados', 'config\.ini', 'notificacoes', 'credencial\.dat') { $acl | Should -Match "$lugar /remove:g DOMINIO\\monitor\`$ /Q" }
        $null = Install-Pacote @{ NaoIniciar = $true; Credencial = $usuario }
        ($global:Palco.Chamadas -join "`n") | Should -Not -Match '/remove:g'
    }
    It 'a wrong account is found before anything changes: <Caso>' -ForEach @(
        @{ Caso = 'the task cannot run with it'; Falhar = 'Register-ScheduledTask MonitorRetornos-Verificacao'; Resultado = 0; Id = 'ContaNaoServe*' }
        @{ Caso = 'it does not reach the folder'; Falhar = ''; Resultado = 6; Id = 'ContaNaoAlcanca*' }
        @{ Caso = 'the program refuses the configuration'; Falhar = ''; Resultado = 2; Id = 'ConfigRecusada*' }
    ) {
        $global:Palco.Falhar = $Falhar
        $global:Palco.Resultado = $Resultado
        $erro = $null
        try { $null = Install-Pacote @{ Credencial = $usuario } } catch { $erro = $_ }
        $erro.FullyQualifiedErrorId | Should -BeLike $Id
        $erro.Exception.Message | Should -Match 'Nada foi mudado'
        @(Get-Arvore $base | Where-Object { $_ -notlike 'pacote/*' }) | Should -BeNullOrEmpty
        $global:Palco.Tarefas.Count | Should -Be 0
        # An upgrade to that account: the old monitor was not even stopped.
        $global:Palco.Falhar = ''
        $global:Palco.Resultado = 0
        $null = Install-Pacote @{ NaoIniciar = $true }
        $global:Palco.Tarefas['MonitorRetornos'].State = 'Ready'
        $antes = (Get-Resultado) -join "`n"
        $global:Palco.Falhar = $Falhar
        $global:Palco.Resultado = $Resultado
        { Install-Pacote @{ Credencial = $usuario } } | Should -Throw -ErrorId $Id
        (Get-Resultado) -join "`n" | Should -Be $antes
        $global:Palco.Chamadas -join "`n" | Should -Not -Match 'Disable-ScheduledTask|Stop-ScheduledTask'
        # Whoever knows better may go on.
        { Install-Pacote @{ Credencial = $usuario; NaoIniciar = $true; SemVerificarConta = $true } } | Should -Not -Throw
    }
    It 'what mail, disk and folder answered to that account is said' {
        $global:Palco['Resposta'] = '{"itens":[{"item":"pasta","situacao":"ok","mensagem":"x"},{"item":"email","situacao":"falha","mensagem":"o servidor recusou"}]}'
        $global:Palco.Resultado = 1
        $avisos = & "$pacote/install.ps1" -PastaPrograma "$destino/programa" -PastaDados "$destino/dados" -PastaModulos "$destino/modulos" -NaoIniciar 3>&1 6>$null | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }
        ($avisos | ForEach-Object { "$_" }) -join "`n" | Should -Match 'email: o servidor recusou'
    }
    It 'asks the folder with the account of the task, once, and leaves no trace of the question' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        [System.IO.Directory]::Exists("$destino/programa.verificacao") | Should -BeFalse
        @($global:Palco.Chamadas | Where-Object { $_ -like '*MonitorRetornos-Verificacao' }) -join ';' | Should -Be 'Register-ScheduledTask MonitorRetornos-Verificacao;Start-ScheduledTask MonitorRetornos-Verificacao;Unregister-ScheduledTask MonitorRetornos-Verificacao'
        $global:Palco.Resultado = 6
        $avisos = & "$pacote/install.ps1" -PastaPrograma "$destino/programa" -PastaDados "$destino/dados" -PastaModulos "$destino/modulos" -NaoIniciar 3>&1 6>$null | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }
        ($avisos | ForEach-Object { "$_" }) -join "`n" | Should -Match 'não alcança Retorno'
    }
    It 'is refused: <Nome>' -ForEach @(
        @{ Nome = 'a user without a password'; Mais = @{ Conta = 'DOMINIO\alguem' }; Id = 'SenhaDaContaAusente*' }
        @{ Nome = 'NetworkService'; Mais = @{ Conta = 'NT AUTHORITY\NETWORK SERVICE' }; Id = 'ContaNaoAceita*' }
        @{ Nome = 'a managed account without its domain'; Mais = @{ Conta = 'monitor$' }; Id = 'ContaSemDominio*' }
    ) {
        { Install-Pacote $Mais } | Should -Throw -ErrorId $Id
        [System.IO.Directory]::Exists($destino) | Should -BeFalse
        $global:Palco.Tarefas.Count | Should -Be 0
    }
    It 'is refused without administrator rights, and on an old Windows' {
        $global:Palco.Nivel = 'S-1-16-8192'
        { Install-Pacote } | Should -Throw -ErrorId 'PrecisaDeAdministrador*'
        $global:Palco.Nivel = 'S-1-16-12288'
        $global:Palco.Windows = '6.3.9600'
        { Install-Pacote } | Should -Throw -ErrorId 'WindowsNaoAtendido*'
        [System.IO.Directory]::Exists($destino) | Should -BeFalse
    }
}
Describe 'install.ps1: configuration' {
    BeforeEach {
        $global:Palco = @{
            Chamadas = [System.Collections.Generic.List[string]]::new(); Tarefas = @{}; Falhar = ''; Recusar = ''; Resultado = 0; Windows = '10.0.17763'
            Nivel = 'S-1-16-12288'; RodarDeVerdade = $false; Principal = $principal; Processo = $null
        }
        $base = [System.IO.Path]::Combine($TestDrive, [guid]::NewGuid().ToString('N'))
        $pacote = [System.IO.Path]::Combine($base, 'pacote')
        $destino = [System.IO.Path]::Combine($base, 'servidor')
        New-Pacote $pacote
        Set-Config $configLocal
    }
    It 'a network drive is refused, with the UNC behind it: <Valor>' -ForEach @(
        @{ Valor = 'X:\Cobranca\Retorno'; Unc = '\\SERVIDOR1\Cobranca\Cobranca\Retorno' }
        @{ Valor = 'Y:\'; Unc = '\\SERVIDOR2\Guardada' }
        @{ Valor = 'Z:\Retorno'; Unc = '\\SERVIDOR\COMPARTILHAMENTO' }
    ) {
        Set-Config "[CAMINHOS]`r`npasta_retorno = $Valor`r`n"
        $erro = $null
        try { $null = Install-Pacote } catch { $erro = $_ }
        $erro.FullyQualifiedErrorId | Should -BeLike 'UnidadeDeRede*'
        $erro.Exception.Message.Contains($Unc) | Should -BeTrue
        [System.IO.Directory]::Exists($destino) | Should -BeFalse
    }
    It 'a local drive is taken' {
        Set-Config "[CAMINHOS]`r`npasta_retorno = C:\Retorno`r`n[EMAIL]`r`nhabilitado = nao`r`n"
        { Install-Pacote @{ NaoIniciar = $true } } | Should -Not -Throw
    }
    It 'takes over the configuration of the old system: ANSI becomes UTF-8, the password moves to the store' {
        $velho = "$base/antigo.ini"
        $texto = "[CAMINHOS]`r`npasta_retorno = \\SERVIDOR1\Cobrança\Retorno ; não mexer`r`n[EMAIL]`r`nsmtp_servidor = smtp.exemplo.org.br`r`nremetente = monitor@exemplo.org.br`r`ndestinatarios = a@exemplo.org.br`r`nsenha = Abre;te#Sesamo  ; a senha`r`n[PYTHON]`r`nversao = 3`r`n"
        [System.IO.File]::WriteAllBytes($velho, [System.Text.Encoding]::GetEncoding(28591).GetBytes($texto))
        $saida = Install-Pacote @{ NaoIniciar = $true; Config = $velho } | ForEach-Object { ConvertTo-Json -InputObject $_ -Depth 5 }
        $novo = [System.Text.UTF8Encoding]::new($false, $true).GetString([System.IO.File]::ReadAllBytes("$destino/dados/config.ini"))
        $linhas = $novo -split "`r`n"
        $linhas -contains 'pasta_retorno = \\SERVIDOR1\Cobrança\Retorno ; não mexer' | Should -BeTrue
        $linhas -contains 'senha =' | Should -BeTrue
        $linhas -contains 'versao = 3' | Should -BeTrue
        [System.IO.File]::ReadAllText("$destino/dados/credencial.dat") | Should -Be 'cifrado:14'
        @($global:Palco.Chamadas | Where-Object { $_ -like '*credencial.dat.novo /inheritance:r*' }) | Should -HaveCount 1
        ($novo + $saida + ($global:Palco.Chamadas -join "`n") + (($global:Palco.Tarefas.Values | ForEach-Object { $_.Xml }) -join '')) | Should -Not -Match 'Sesamo'
        [System.IO.File]::ReadAllBytes($velho).Length | Should -Be $texto.Length
    }
    It 'an installed configuration that is not UTF-8 any more is refused before anything changes' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        [System.IO.File]::WriteAllBytes("$destino/dados/config.ini", [System.Text.Encoding]::GetEncoding(28591).GetBytes("[CAMINHOS]`r`npasta_retorno = Cobrança`r`n"))
        $antes = (Get-Resultado) -join "`n"
        { Install-Pacote @{ NaoIniciar = $true } } | Should -Throw -ErrorId 'ConfigNaoUtf8*'
        (Get-Resultado) -join "`n" | Should -Be $antes
        $global:Palco.Chamadas -join "`n" | Should -Be ''
    }
    It 'broken half-way, the same -Config serves again, though its copy was rewritten' {
        $velho = "$base/antigo.ini"
        $texto = "[CAMINHOS]`r`npasta_retorno = \\SERVIDOR1\Cobrança`r`n[EMAIL]`r`nhabilitado = nao`r`nsenha = Sesamo`r`n"
        [System.IO.File]::WriteAllBytes($velho, [System.Text.Encoding]::GetEncoding(28591).GetBytes($texto))
        $global:Palco.Falhar = 'Register-ScheduledTask MonitorRetornos'
        { Install-Pacote @{ NaoIniciar = $true; Config = $velho } } | Should -Throw
        $null = Install-Pacote @{ NaoIniciar = $true; Config = $velho }
        # And when all is done, with the password gone from the copy.
        $null = Install-Pacote @{ NaoIniciar = $true; Config = $velho }
        [System.IO.File]::AppendAllText($velho, "[LOGS]`r`nnivel_log = DEBUG`r`n")
        { Install-Pacote @{ NaoIniciar = $true; Config = $velho } } | Should -Throw -ErrorId 'ConfigJaExiste*'
    }
    It 'an edited config.ini beside install.ps1 is not ignored without a word: the difference, and a switch that takes it' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        $pastas = @{ PastaPrograma = "$destino/programa"; PastaDados = "$destino/dados"; PastaModulos = "$destino/modulos" }
        # The same says nothing.
        $null = Install-MonitorRetornos @pastas -Origem $pacote -NaoIniciar -WarningVariable avisos -WarningAction SilentlyContinue 6>$null
        "$avisos" | Should -Not -Match 'TrocarConfig'
        $nova = "[CAMINHOS]`r`npasta_retorno = OutraPasta`r`n[EMAIL]`r`nhabilitado = nao`r`n[WEBHOOK]`r`nurl = https://exemplo.invalid/segredo-9`r`n"
        Set-Config $nova
        $null = Install-MonitorRetornos @pastas -Origem $pacote -NaoIniciar -WarningVariable avisos -WarningAction SilentlyContinue 6>$null
        "$avisos" | Should -Match '\[CAMINHOS\] pasta_retorno: Retorno -> OutraPasta; \[WEBHOOK\] url: \(não há\) -> \(oculto\)'
        "$avisos" | Should -Match '-TrocarConfig'
        "$avisos" | Should -Not -Match 'segredo-9'
        [System.IO.File]::ReadAllText("$destino/dados/config.ini") | Should -Match 'pasta_retorno = Retorno'
        # A config.ini as the package has it is no edited one.
        $soma = (Get-FileHash -LiteralPath "$pacote/config.ini" -Algorithm SHA256).Hash.ToLowerInvariant()
        [System.IO.File]::WriteAllText("$pacote/SHA256SUMS.txt", "$soma *config.ini`n$('0' * 64) *install.ps1`n")
        $null = Install-MonitorRetornos @pastas -Origem $pacote -NaoIniciar -WarningVariable avisos -WarningAction SilentlyContinue 6>$null
        "$avisos" | Should -Not -Match 'TrocarConfig'
        # Taken by name: the one of before is kept, the data stay where they are.
        [System.IO.File]::WriteAllText("$destino/dados/ledger.db", 'o livro')
        $antes = [System.IO.File]::ReadAllText("$destino/dados/config.ini")
        $null = Install-Pacote @{ NaoIniciar = $true; TrocarConfig = $true }
        $escrita = [System.IO.File]::ReadAllText("$destino/dados/config.ini")
        $escrita | Should -Match 'pasta_retorno = OutraPasta'
        $escrita | Should -Match 'pasta_dados = '
        $guardadas = @([System.IO.Directory]::GetFiles("$destino/dados", 'config.ini.anterior-*'))
        $guardadas | Should -HaveCount 1
        [System.IO.File]::ReadAllText($guardadas[0]) | Should -BeExactly $antes
        (Get-MonitorStatus -Config "$destino/dados/config.ini").PastaDados | Should -Be ([System.IO.Path]::Combine($destino, 'dados'))
        [System.IO.File]::ReadAllText("$destino/dados/ledger.db") | Should -Be 'o livro'
        # And once more it is the installed one.
        $null = Install-Pacote @{ NaoIniciar = $true; TrocarConfig = $true }
        @([System.IO.Directory]::GetFiles("$destino/dados", 'config.ini.anterior-*')) | Should -HaveCount 1
    }
    It '-Config that differs is refused with the difference, and taken with -TrocarConfig' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        [System.IO.File]::WriteAllText("$base/outro.ini", "[CAMINHOS]`r`npasta_retorno = Outra`r`n[EMAIL]`r`nhabilitado = nao`r`n")
        $erro = $null
        try { $null = Install-Pacote @{ NaoIniciar = $true; Config = "$base/outro.ini" } } catch { $erro = $_ }
        $erro.FullyQualifiedErrorId | Should -BeLike 'ConfigJaExiste*'
        $erro.Exception.Message | Should -Match 'pasta_retorno: Retorno -> Outra'
        $null = Install-Pacote @{ NaoIniciar = $true; Config = "$base/outro.ini"; TrocarConfig = $true }
        [System.IO.File]::ReadAllText("$destino/dados/config.ini") | Should -Match 'pasta_retorno = Outra'
    }
    It 'a second machine: the same configuration, its own name, and the ledger asked before anything changes' {
        $mesmo = "$base/mesmo.ini"
        [System.IO.File]::WriteAllText($mesmo, "${configLocal}[LIVRO_DE_REGISTRO]`r`nmotor = postgresql`r`nservidor = 127.0.0.1`r`nporta = 1`r`nusuario = monitor`r`nposto = SALA-1`r`n")
        $senha = [System.Net.NetworkCredential]::new('', 'Senha-do-Livro').SecurePassword
        $global:Palco['Resposta'] = '{"itens":[{"item":"dados","situacao":"falha","mensagem":"senha recusada"}]}'
        $global:Palco.Resultado = 1
        $erro = $null
        try { $null = Install-Pacote @{ Config = $mesmo; Posto = 'SALA-2'; SenhaLivro = $senha; NaoIniciar = $true } } catch { $erro = $_ }
        $erro.FullyQualifiedErrorId | Should -BeLike 'LivroNaoResponde*'
        $erro.Exception.Message | Should -Match 'senha recusada.*Nada foi mudado'
        @(Get-Arvore $base | Where-Object { $_ -notlike 'pacote/*' -and $_ -notlike 'mesmo.ini *' }) | Should -BeNullOrEmpty
        # It answers now, and the password is there to ask it with.
        $global:Palco.Remove('Resposta')
        $global:Palco.Resultado = 0
        $null = Install-Pacote @{ Config = $mesmo; Posto = 'SALA-2'; SenhaLivro = $senha; NaoIniciar = $true }
        $instalada = [System.IO.File]::ReadAllText("$destino/dados/config.ini")
        $instalada | Should -Match '(?m)^posto = SALA-2\r?$'
        $instalada | Should -Match '(?m)^motor = postgresql'
        [System.IO.File]::ReadAllText("$destino/dados/credencial-livro.dat") | Should -Be 'cifrado:14'
        @($global:Palco.Chamadas | Where-Object { $_ -like '*credencial-livro.dat.novo /inheritance:r*' }) | Should -HaveCount 1
        ($instalada + ($global:Palco.Chamadas -join "`n") + (($global:Palco.Tarefas.Values | ForEach-Object { $_.Xml }) -join '')) | Should -Not -Match 'Senha-do-Livro'
        [System.IO.File]::ReadAllText($mesmo) | Should -Match 'posto = SALA-1'
        # The name is this machine's: the configuration of the first one does not change it, not even by force.
        [System.IO.File]::AppendAllText($mesmo, "[LOGS]`r`nnivel_log = DEBUG`r`n")
        $null = Install-Pacote @{ Config = $mesmo; TrocarConfig = $true; NaoIniciar = $true }
        [System.IO.File]::ReadAllText("$destino/dados/config.ini") | Should -Match '(?s)posto = SALA-2.*nivel_log = DEBUG'
        # An upgrade while the server is away is not stopped by that: the monitor waits for it as well.
        $global:Palco['Resposta'] = '{"itens":[{"item":"dados","situacao":"falha","mensagem":"fora do ar"}]}'
        $global:Palco.Resultado = 1
        { Install-Pacote @{ Posto = 'SALA-3'; NaoIniciar = $true } } | Should -Not -Throw
        [System.IO.File]::ReadAllText("$destino/dados/config.ini") | Should -Match '(?m)^posto = SALA-3\r?$'
        { Install-Pacote @{ Posto = "a`r`nmotor = sqlite" } } | Should -Throw
    }
    It 'operators read status and queries, keep that in an upgrade, and lose it by name' {
        $null = Install-Pacote @{ NaoIniciar = $true; Conta = 'DOMINIO\monitor$'; Operadores = @('S-1-5-21-9-9-9-2001') }
        $acl = @($global:Palco.Chamadas | Where-Object { $_ -like 'icacls.exe*' } | ForEach-Object { $_.Replace('\', '/') })
        @($acl | Where-Object { $_ -match '/dados /grant:r .*DOMINIO/monitor\$:\(OI\)\(CI\)M \*S-1-5-21-9-9-9-2001:\(OI\)\(CI\)RX /Q' }) | Should -HaveCount 1
        @($acl | Where-Object { $_ -match '/dados/config\.ini /grant:r .*\*S-1-5-21-9-9-9-2001:RX /Q' }) | Should -HaveCount 1
        @($acl | Where-Object { $_ -match 'credencial.*2001' }) | Should -HaveCount 0
        # What it left is no stranger to the next one, which keeps it.
        $global:Palco['Sddl'] = @{ '/dados' = 'O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1301bf;;;S-1-5-21-1-2-3-1001)(A;OICI;0x1200a9;;;S-1-5-21-9-9-9-2001)' }
        $null = Install-Pacote @{ NaoIniciar = $true }
        @($global:Palco.Chamadas | Where-Object { $_ -match 'dados /grant:r .*2001' }) | Should -HaveCount 1
        @($global:Palco.Chamadas | Where-Object { $_ -match '/remove:g' }) | Should -HaveCount 0
        # An operator that may write is a stranger all the same.
        $boa = $global:Palco.Sddl['/dados']
        $global:Palco.Sddl['/dados'] = $boa.Replace('0x1200a9', '0x1301bf')
        { Install-Pacote @{ NaoIniciar = $true } } | Should -Throw -ErrorId 'PastaDeDadosAlheia*'
        $global:Palco.Sddl['/dados'] = $boa
        $null = Install-Pacote @{ NaoIniciar = $true; Operadores = @() }
        @($global:Palco.Chamadas | Where-Object { $_ -match 'grant:r .*2001' }) | Should -HaveCount 0
        @($global:Palco.Chamadas | Where-Object { $_ -match 'dados /remove:g \*S-1-5-21-9-9-9-2001' }) | Should -Not -BeNullOrEmpty
        { Install-Pacote @{ NaoIniciar = $true; Operadores = @('ERRADO\grupo') } } | Should -Throw -ErrorId 'ContaNaoExiste*'
    }
    It 'operators are refused while a secret stands in clear in the configuration' {
        Set-Config "$configLocal[TELEGRAM]`r`ntoken = 123:abc`r`n"
        $erro = $null
        try { $null = Install-Pacote @{ NaoIniciar = $true; Operadores = @('S-1-5-21-9-9-9-2001') } } catch { $erro = $_ }
        $erro.FullyQualifiedErrorId | Should -BeLike 'SegredoNoConfig*'
        $erro.Exception.Message | Should -Match '\[TELEGRAM\] token'
        $erro.Exception.Message | Should -Not -Match '123:abc'
        [System.IO.Directory]::Exists($destino) | Should -BeFalse
        { Install-Pacote @{ NaoIniciar = $true } } | Should -Not -Throw
    }
    It 'a configuration that is there is never replaced' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        [System.IO.File]::WriteAllText("$base/outro.ini", "[CAMINHOS]`r`npasta_retorno = outra`r`n")
        { Install-Pacote @{ NaoIniciar = $true; Config = "$base/outro.ini" } } | Should -Throw -ErrorId 'ConfigJaExiste*'
    }
}
Describe 'Install-MonitorRetornos, Uninstall-MonitorRetornos' {
    BeforeEach {
        $global:Palco = @{
            Chamadas = [System.Collections.Generic.List[string]]::new(); Tarefas = @{}; Falhar = ''; Recusar = ''; Resultado = 0; Windows = '10.0.17763'
            Nivel = 'S-1-16-12288'; RodarDeVerdade = $false; Principal = $principal; Processo = $null
        }
        $base = [System.IO.Path]::Combine($TestDrive, [guid]::NewGuid().ToString('N'))
        $pacote = [System.IO.Path]::Combine($base, 'pacote')
        $destino = [System.IO.Path]::Combine($base, 'servidor')
        New-Pacote $pacote
        Set-Config $configLocal
        $pastas = @{ PastaPrograma = "$destino/programa"; PastaDados = "$destino/dados"; PastaModulos = "$destino/modulos" }
        $quieto = @{ WarningAction = 'SilentlyContinue'; InformationAction = 'SilentlyContinue' }
    }
    It 'without -Origem, installs the package that the module lies in, as install.ps1 does; and removes it' {
        (Install-MonitorRetornos @pastas @quieto -NaoIniciar 6>$null).Estado | Should -Be 'parado'
        $daqui = (Get-Resultado) -join "`n"
        $removidas = @(Uninstall-MonitorRetornos @pastas @quieto -Confirm:$false 6>$null)
        $removidas.Nome | Should -Be @('MonitorRetornos', 'MonitorRetornos-Notificacoes')
        $removidas[0].PSObject.TypeNames | Should -Contain 'MonitorRetornos.Tarefa'
        (Get-Arvore $destino | ForEach-Object { $_.Split(' ')[0] }) -join ' ' | Should -Be 'dados/config.ini'
        [System.IO.Directory]::Delete($destino, $true)
        $null = Install-Pacote @{ NaoIniciar = $true }
        (Get-Resultado) -join "`n" | Should -Be $daqui
    }
    It 'Uninstall-MonitorRetornos -WhatIf removes nothing, and needs an administrator without it' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        $antes = (Get-Resultado) -join "`n"
        $global:Palco.Chamadas.Clear()
        $global:Palco.Nivel = 'S-1-16-8192'
        Uninstall-MonitorRetornos @pastas -WhatIf -WarningVariable avisos -WarningAction SilentlyContinue 6>$null | Should -BeNullOrEmpty
        "$avisos" | Should -Match 'administrador'
        { Uninstall-MonitorRetornos @pastas -Confirm:$false } | Should -Throw -ErrorId 'PrecisaDeAdministrador,Uninstall-MonitorRetornos'
        (Get-Resultado) -join "`n" | Should -Be $antes
        $global:Palco.Chamadas -join "`n" | Should -Be ''
    }
    It 'a program that cannot be deleted is said, and module and install.ps1 are there to try again' {
        $null = Install-Pacote @{ NaoIniciar = $true }
        $null = [System.IO.Directory]::CreateDirectory("$destino/programa/MonitorRetornos.exe.antigo/x")
        { Uninstall-MonitorRetornos @pastas @quieto -Confirm:$false 6>$null } | Should -Throw -ErrorId 'ProgramaEmUso,Uninstall-MonitorRetornos'
        [System.IO.File]::Exists("$destino/programa/install.ps1") | Should -BeTrue
        @([System.IO.Directory]::GetDirectories("$destino/modulos/MonitorRetornos")) | Should -HaveCount 1
        [System.IO.Directory]::Delete("$destino/programa/MonitorRetornos.exe.antigo", $true)
        $null = Uninstall-MonitorRetornos @pastas @quieto -Confirm:$false 6>$null
        (Get-Arvore $destino | ForEach-Object { $_.Split(' ')[0] }) -join ' ' | Should -Be 'dados/config.ini'
    }
    It 'is refused, under its own name: <Id>' -ForEach @(
        @{ Id = 'PacoteIncompleto'; Antes = { [System.IO.File]::Delete("$pacote/MonitorRetornos.exe") }; Mais = @{} }
        @{ Id = 'PacoteIncompleto'; Antes = { [System.IO.File]::Delete("$pacote/tasks/MonitorRetornos.xml") }; Mais = @{} }
        @{ Id = 'PacoteIncompleto'; Antes = { }; Mais = @{ Origem = '/nada/disto' } }
        @{ Id = 'ConfigNaoEncontrada'; Antes = { }; Mais = @{ Config = '/nada/disto.ini' } }
        @{ Id = 'WindowsNaoAtendido'; Antes = { $global:Palco.Windows = '10.0.14393' }; Mais = @{} }
        @{ Id = 'PrecisaDeAdministrador'; Antes = { $global:Palco.Nivel = 'S-1-16-8192' }; Mais = @{} }
        @{ Id = 'ContaNaoAceita'; Antes = { }; Mais = @{ Conta = 'LocalService' } }
    ) {
        . $Antes
        $erro = $null
        try { $null = Install-MonitorRetornos @pastas @quieto @Mais } catch { $erro = $_ }
        $erro.FullyQualifiedErrorId | Should -Be "$Id,Install-MonitorRetornos"
        $erro.Exception.Message | Should -Match 'Próximo passo:'
        [System.IO.Directory]::Exists($destino) | Should -BeFalse
        $global:Palco.Chamadas -join "`n" | Should -Be ''
    }
    It 'install.ps1 without the module says what is missing' {
        $so = [System.IO.Path]::Combine($base, 'so')
        $null = [System.IO.Directory]::CreateDirectory($so)
        [System.IO.File]::Copy("$pacote/install.ps1", "$so/install.ps1")
        { & "$so/install.ps1" -PastaModulos "$destino/modulos" } | Should -Throw -ErrorId 'PacoteIncompleto,install.ps1'
    }
}
