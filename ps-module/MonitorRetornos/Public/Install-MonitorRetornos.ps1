function Install-MonitorRetornos {
    <#
    .SYNOPSIS
    Instala, atualiza ou repara o MonitorRetornos neste computador.

    .DESCRIPTION
    Confere o computador, copia o programa, instala o módulo PowerShell para todos, fecha a pasta de dados a quem não
    precisa dela, registra as Tarefas Agendadas e inicia o monitor. Rodar outra vez atualiza ou repara: configuração
    e dados ficam como estão. Se algo falha no meio, ou se a versão nova não fica de pé em dois minutos, a versão
    anterior (programa e módulo) volta ao lugar e o monitor dela é iniciado; o erro diz o que houve e onde está o log.
    É o que install.ps1 chama. Precisa de um PowerShell de administrador.

    .PARAMETER Origem
    A pasta do pacote, com MonitorRetornos.exe, tasks e ps-module. Sem ela, aquela em que este módulo está.

    .PARAMETER Conta
    Com que conta o monitor roda: uma gMSA (DOMINIO\nome$), um usuário do domínio (com -Credencial) ou SYSTEM, o
    padrão. Numa atualização, sem -Conta e sem -Credencial, fica a conta que já está na tarefa.

    .PARAMETER Credencial
    Conta e senha de um usuário do domínio. A senha vai ao Agendador de Tarefas e a nenhum outro lugar.

    .PARAMETER Config
    Um config.ini que já existe, por exemplo o do sistema antigo, para ser usado nesta instalação. A senha de e-mail
    que estiver nele passa para o cofre protegido. Se a instalação já tem configuração, a dela vale, e este só é aceito
    com -TrocarConfig; a diferença é mostrada.

    .PARAMETER TrocarConfig
    Troca a configuração instalada pela de -Config ou, sem ela, pelo config.ini do pacote. A anterior fica guardada ao
    lado, com a data no nome, e a pasta de dados continua a mesma.

    .PARAMETER Operadores
    Contas ou grupos (DOMINIO\grupo) que podem ler, sem ser administradores, a situação e as consultas: leem a pasta de
    dados, menos as credenciais guardadas. Numa atualização, sem este parâmetro, ficam os que já eram; @() tira todos.

    .PARAMETER Posto
    O nome desta máquina nos avisos, em [LIVRO_DE_REGISTRO] posto: duas máquinas dividem a mesma configuração, menos ele.
    Sem este parâmetro, fica o que já está na configuração instalada.

    .PARAMETER SenhaLivro
    A senha do livro de registro em PostgreSQL. Antes de mudar qualquer coisa, a conta da tarefa confere com ela que o
    PostgreSQL responde; depois fica no cofre protegido, como por Set-MonitorCredencial -Segredo livro.

    .PARAMETER PastaPrograma
    Onde fica o programa. Padrão: onde a instalação registrada está; numa nova, %ProgramFiles%\MonitorRetornos.

    .PARAMETER PastaDados
    Onde ficam a configuração e os dados. Padrão: onde a instalação registrada os tem; numa nova,
    %ProgramData%\MonitorRetornos.

    .PARAMETER PastaModulos
    Onde ficam os módulos PowerShell de todos. Padrão: %ProgramFiles%\WindowsPowerShell\Modules, que as duas edições
    leem.

    .PARAMETER AssumirPasta
    Toma posse de uma pasta de dados que já existe e que outros fizeram ou podem alterar, e refaz as permissões dela. Sem
    isso, a instalação para: uma configuração preparada por outra pessoa rodaria com a conta da tarefa.

    .PARAMETER SemNotificacoes
    Não instala a tarefa que mostra notificações na tela.

    .PARAMETER SemVerificarConta
    Não verifica, antes de mudar qualquer coisa, se a conta alcança a pasta de retornos, e o e-mail e o disco com ela.

    .PARAMETER NaoIniciar
    Não inicia o monitor no fim; a tarefa fica desabilitada até Start-MonitorRetornos.

    .PARAMETER TempoLimiteSegundos
    Numa atualização, quanto esperar até que a versão nova esteja de pé (padrão: 120), antes de voltar à anterior.

    .EXAMPLE
    Install-MonitorRetornos -Conta 'DOMINIO\monitor$'

    Instala com uma conta de serviço gerenciada (gMSA).

    .EXAMPLE
    Install-MonitorRetornos -Credencial (Get-Credential 'DOMINIO\svc-monitor') -Config D:\Antigo\config.ini

    Instala com um usuário do domínio e com a configuração do sistema antigo.

    .EXAMPLE
    Install-MonitorRetornos -Conta 'DOMINIO\monitor$' -Config D:\config.ini -Posto SALA-7 -SenhaLivro (Read-Host -AsSecureString)

    A segunda máquina: a mesma configuração da primeira, com um nome próprio.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Status, a situação no fim da instalação. Com -WhatIf, nada.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType('MonitorRetornos.Status')]
    param(
        [ValidateNotNullOrEmpty()] [string] $Origem,
        [ValidateNotNullOrEmpty()] [string] $Conta,
        [ValidateNotNull()] [Alias('Credential')] [System.Management.Automation.Credential()] [System.Management.Automation.PSCredential] $Credencial,
        [ValidateNotNullOrEmpty()] [string] $Config,
        [ValidatePattern('^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]{0,58}[\p{L}\p{N}._-])?\z')] [string] $Posto,
        [ValidateNotNull()] [System.Security.SecureString] $SenhaLivro,
        [ValidateNotNullOrEmpty()] [string] $PastaPrograma,
        [ValidateNotNullOrEmpty()] [string] $PastaDados,
        [ValidateNotNullOrEmpty()] [string] $PastaModulos,
        [switch] $TrocarConfig,
        [AllowEmptyCollection()] [string[]] $Operadores,
        [switch] $AssumirPasta,
        [switch] $SemNotificacoes,
        [switch] $SemVerificarConta,
        [switch] $NaoIniciar,
        [ValidateRange(1, 600)] [Alias('Timeout', 'TimeoutSec')] [int] $TempoLimiteSegundos = 120
    )
    $ErrorActionPreference = 'Stop'
    $modulo = $MyInvocation.MyCommand.Module
    $i = Get-MonitorInstalacao -Cmdlet $PSCmdlet -PastaPrograma $PastaPrograma -PastaDados $PastaDados -PastaModulos $PastaModulos
    $Origem = if ($Origem) { Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Origem } else { [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($modulo.ModuleBase, '..', '..')) }
    Assert-MonitorAdministrador -Cmdlet $PSCmdlet
    if ($i.DadosRegistrados -and $i.DadosRegistrados -ne $i.Dados) {
        Write-Warning -Message "O monitor registrado tem os dados em '$($i.DadosRegistrados)'. Em '$($i.Dados)' o livro de registro é outro: o que já foi processado pode contar de novo. Para levá-lo, copie ledger.db antes."
    }
    Assert-MonitorPacote -Cmdlet $PSCmdlet -Origem $Origem
    Assert-MonitorWindows -Cmdlet $PSCmdlet
    $instalado = [System.IO.File]::Exists($i.Config)
    if ($Config) {
        $Config = Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Config
        Assert-MonitorConfigExiste -Cmdlet $PSCmdlet -Config $Config
    }
    $oferecida = if ($Config) { $Config } else { [System.IO.Path]::Combine($Origem, 'config.ini') }
    $trocar = $false
    if ($instalado -and $oferecida -ne $i.Config -and [System.IO.File]::Exists($oferecida)) {
        $diferencas = @(Compare-MonitorConfig -De $i.Config -Para $oferecida)
        $quais = (@($diferencas | Select-Object -First 8) + $(if ($diferencas.Count -gt 8) { "... e mais $($diferencas.Count - 8)" })) -join '; '
        if ($diferencas.Count -eq 0) { $null = $quais }
        elseif ($TrocarConfig) { $trocar = $true; Write-MonitorPasso "A configuração instalada vai ser trocada: $quais" }
        elseif ($Config) {
            $PSCmdlet.ThrowTerminatingError((New-MonitorErro -Id 'ConfigJaExiste' -Categoria ResourceExists -Alvo $i.Config `
                        -Mensagem "A instalação já tem configuração, '$($i.Config)', e a de -Config é outra: $quais" `
                        -Proximo 'edite a instalada, ou rode de novo com -TrocarConfig, que guarda a anterior.'))
        }
        elseif (Test-MonitorConfigEditada -Origem $Origem) {
            Write-Warning -Message "'$oferecida' não foi usado: a instalação já tem '$($i.Config)', que difere dele: $quais. Para trocá-la, rode com -TrocarConfig."
        }
    }
    $usado = if ($instalado -and -not $trocar) { $i.Config } else { $oferecida }
    $linhas = Read-MonitorConfig -Caminho $usado -Antiga:(-not $instalado -or $trocar)
    $linhas = @(Set-MonitorPosto -Linhas $linhas -Posto $Posto -Instalada $(if ($instalado) { $i.Config } else { '' }))
    Assert-MonitorUnidade -Cmdlet $PSCmdlet -Config $usado -Linhas $linhas

    $existente = Get-ScheduledTask -TaskName $i.Tarefas[0] -TaskPath '\' -ErrorAction Ignore | Select-Object -First 1
    $anterior = if ($null -ne $existente) { "$($existente.Principal.UserId)" } else { '' }
    $registrar = $true
    if (-not $Conta -and $null -eq $Credencial -and $null -ne $existente) {
        try { $quem = Resolve-MonitorContaDaTarefa -Conta $anterior }
        catch {
            # A user with a stored password: only the scheduler has it, so its task stays as it is.
            $registrar = $false
            $quem = [pscustomobject]@{ Tipo = 'Usuario'; Nome = $anterior }
            Write-MonitorPasso "A tarefa continua com a conta $anterior; para trocar a definição ou a senha dela, rode com -Credencial."
        }
    }
    else {
        if (-not $Conta) { $Conta = if ($null -ne $Credencial) { $Credencial.UserName } else { 'SYSTEM' } }
        $quem = Resolve-MonitorConta -Cmdlet $PSCmdlet -Conta $Conta -Credencial $Credencial
    }
    $dono = if ($quem.Tipo -eq 'Sistema') { '' } else { $quem.Nome }

    # Whoever is known to the data folder: the account to be, and the one of before, if Windows still knows it.
    $contas = @()
    if ($dono) {
        try { $contas += Resolve-MonitorSid -Conta $dono } catch { $PSCmdlet.ThrowTerminatingError($_) }
    }
    if ($anterior -and $anterior -notin 'S-1-5-18', 'SYSTEM', $dono) {
        try { $contas += Resolve-MonitorSid -Conta $anterior } catch { Write-Verbose "$_" }
    }
    $leitores = @(if ($PSBoundParameters.ContainsKey('Operadores')) { foreach ($um in $Operadores) { try { Resolve-MonitorSid -Conta $um } catch { $PSCmdlet.ThrowTerminatingError($_) } } } else { $i.Operadores })
    if ($leitores.Count -gt 0) {
        $abertos = @(Find-MonitorConfigSegredo -Linhas $linhas)
        if ($abertos.Count -gt 0) {
            $PSCmdlet.ThrowTerminatingError((New-MonitorErro -Id 'SegredoNoConfig' -Categoria SecurityError -Alvo $usado `
                        -Mensagem "Os operadores leriam o que está em texto aberto em '$usado': $($abertos -join ', ')." `
                        -Proximo 'guarde cada um com Set-MonitorCredencial -Segredo NOME -LimparConfig (ou tire-o do arquivo) e rode de novo.'))
        }
    }
    try { Assert-MonitorPastaSegura -Caminho $i.Dados -Contas $contas -Leitores @($leitores + $i.Operadores) -Assumir:$AssumirPasta } catch { $PSCmdlet.ThrowTerminatingError($_) }

    $acao = if ($null -ne $existente) { 'Atualizar' } else { 'Instalar' }
    if (-not $PSCmdlet.ShouldProcess("MonitorRetornos $($modulo.Version) em $($i.Programa) e $($i.Dados), conta $($quem.Nome)", $acao)) {
        if ($WhatIfPreference) {
            $plano = @{ Instalacao = $i; Versao = "$($modulo.Version)"; Conta = $quem; Existente = $existente; Registrar = $registrar; Usada = $usado; Linhas = $linhas; Leitores = $leitores; Posto = $Posto; ComSenhaLivro = $null -ne $SenhaLivro }
            foreach ($passo in (Get-MonitorPlano @plano -Trocar:$trocar -SemNotificacoes:$SemNotificacoes -SemVerificarConta:$SemVerificarConta -NaoIniciar:$NaoIniciar -TempoLimiteSegundos $TempoLimiteSegundos)) {
                $null = $PSCmdlet.ShouldProcess($passo.Alvo, $passo.Acao)
            }
        }
        return
    }

    try { Confirm-MonitorVersoes -Instalacao $i -Origem $Origem -Versao "$($modulo.Version)" }
    catch { $PSCmdlet.ThrowTerminatingError($_) }
    if (-not $SemVerificarConta -and $registrar) {
        $nova = $null -eq $existente -or $quem.Nome -ne $anterior
        try { Confirm-MonitorAntes -Instalacao $i -Origem $Origem -Linhas $linhas -Conta $quem -Dono $dono -Credencial $Credencial -ContaNova:$nova -SenhaLivro $SenhaLivro -LivroNovo:(-not $instalado -or $trocar -or $null -ne $SenhaLivro) }
        catch { $PSCmdlet.ThrowTerminatingError($_) }
    }
    $voltar = [System.Collections.Generic.List[string]]::new()
    $guardado = $null
    $rodava = $false
    $atualizacao = @{
        Desde = [datetime]::UtcNow; Versao = "$($modulo.Version)"; Registrada = $false; Anterior = $anterior; Conta = $quem; Dono = $dono; Contas = $contas
        Leitores = $leitores; Trocada = ''; SemNotificacoes = [bool]$SemNotificacoes; Credencial = $Credencial; Segundos = $TempoLimiteSegundos
    }
    try {
        Suspend-MonitorTarefa -Instalacao $i | ForEach-Object { $voltar.Add($_) }
        $rodava = $voltar.Contains($i.Tarefas[0])
        if ($null -ne $existente) {
            Write-MonitorPasso 'Parando o monitor que está rodando...'
            try { $null = Stop-MonitorRetornos -Config $i.Config -Force -Confirm:$false -WarningAction SilentlyContinue }
            catch { Write-Warning -Message "O monitor não pôde ser parado com calma: $($_.Exception.Message)" }
            foreach ($nome in $i.Tarefas) { Stop-ScheduledTask -TaskName $nome -TaskPath '\' -ErrorAction SilentlyContinue }
            $guardado = Save-MonitorAnterior -Instalacao $i
            $antes = @(if ($trocar) { [System.IO.Directory]::GetFiles($i.Dados, "$([System.IO.Path]::GetFileName($i.Config)).anterior-*") })
        }
        Install-MonitorPrograma -Instalacao $i -Origem $Origem -Versao "$($modulo.Version)" -ForaDoLugar:$i.ProgramaForaDoLugar
        $null = Install-MonitorConfig -Instalacao $i -Linhas $linhas -Dono $dono -DonoAnterior $anterior -Contas $contas -Operadores $leitores -OperadoresAnteriores $i.Operadores -Trocar:$trocar -Posto $Posto -Assumir:$AssumirPasta -ForaDoLugar:$i.DadosForaDoLugar
        if ($trocar -and $null -ne $guardado) { $atualizacao.Trocada = "$([System.IO.Directory]::GetFiles($i.Dados, "$([System.IO.Path]::GetFileName($i.Config)).anterior-*") | Where-Object { $_ -notin $antes } | Select-Object -Last 1)" }
        # Where an upgrade and the removal find the module again.
        if ($i.ModulosForaDoLugar) { Set-MonitorChave $i.ChaveInstalacao 'PastaModulos' 'REG_SZ' $i.Modulos }
        if ($leitores.Count -gt 0 -or $i.Operadores.Count -gt 0) { Set-MonitorChave $i.ChaveInstalacao 'Operadores' 'REG_SZ' $(if ($leitores.Count -gt 0) { $leitores -join ' ' } else { 'nenhum' }) }
        Set-MonitorChave $i.ChaveEventos 'EventMessageFile' 'REG_EXPAND_SZ' '%SystemRoot%\Microsoft.NET\Framework64\v4.0.30319\EventLogMessages.dll'
        Set-MonitorChave $i.ChaveEventos 'TypesSupported' 'REG_DWORD' '7'
        Set-MonitorChave $i.ChaveAvisos 'DisplayName' 'REG_SZ' 'MonitorRetornos'
        Set-MonitorChave $i.ChaveAvisos 'IconUri' 'REG_SZ' ([System.IO.Path]::Combine($i.Programa, 'tasks', 'monitor.png'))
        if ($registrar) {
            Write-MonitorPasso "Registrando as tarefas, com a conta $($quem.Nome)..."
            $registro = @{ Config = $i.Config; Conta = $quem.Nome; Programa = $i.Exe; PastaTarefas = [System.IO.Path]::Combine($i.Programa, 'tasks'); SemNotificacoes = $SemNotificacoes; Confirm = $false }
            if ($null -ne $Credencial) { $registro['Credencial'] = $Credencial }
            $atualizacao.Registrada = $true
            $null = Register-MonitorRetornos @registro
            $voltar.Clear()
        }
        if ($null -ne $SenhaLivro) {
            Write-MonitorPasso 'Guardando a senha do livro de registro...'
            $null = Set-MonitorCredencial -Segredo livro -Senha $SenhaLivro -Config $i.Config -Conta $quem.Nome -Confirm:$false
        }
        Move-MonitorSenha -Config $i.Config -Conta $quem.Nome -Dono $dono -Antigo $Config
        # Only now, with the password out of it.
        if ($leitores.Count -gt 0) { Set-MonitorAcesso -Caminho $i.Config -Conta $dono -Direito Leitura -Leitores $leitores }
    }
    catch {
        $falha = $_
        if ($null -ne $guardado) {
            try {
                Undo-MonitorAtualizacao -Instalacao $i -Guardado $guardado -Atualizacao $atualizacao | ForEach-Object { Write-MonitorPasso $_ }
                [System.IO.Directory]::Delete($guardado.Pasta, $true)
            }
            catch { Write-Warning -Message "A versão $($guardado.Versao) não voltou inteira; está em '$($guardado.Pasta)': $($_.Exception.Message)" }
        }
        Resume-MonitorTarefa -Nome $voltar
        if ($rodava) { Start-ScheduledTask -TaskName $i.Tarefas[0] -TaskPath '\' -ErrorAction SilentlyContinue }
        Write-Warning -Message 'A instalação parou no meio. Nada foi perdido: corrija o que o erro diz e rode outra vez.'
        throw $falha
    }

    if ($NaoIniciar) { $null = Disable-ScheduledTask -TaskName $i.Tarefas[0] -TaskPath '\' }
    else {
        Resume-MonitorTarefa -Nome $voltar
        if ($null -ne $guardado) {
            $porque = Wait-MonitorDePe -Cmdlet $PSCmdlet -Instalacao $i -Segundos $TempoLimiteSegundos
            if ($porque) { Complete-MonitorVolta -Cmdlet $PSCmdlet -Instalacao $i -Guardado $guardado -Atualizacao $atualizacao -Porque $porque }
        }
        else {
            try { $null = Start-MonitorRetornos -Config $i.Config -Confirm:$false }
            catch { Write-Warning -Message "Instalado, mas o monitor não iniciou: $($_.Exception.Message)" }
        }
        if (-not $SemNotificacoes) { Start-ScheduledTask -TaskName $i.Tarefas[1] -TaskPath '\' -ErrorAction SilentlyContinue }
    }
    if ($null -ne $guardado) { [System.IO.Directory]::Delete($guardado.Pasta, $true) }
    Write-MonitorPasso @"
MonitorRetornos $($modulo.Version) instalado. Configuração: $($i.Config)
Primeiro teste, num PowerShell novo:
    Test-MonitorConfiguracao -Implantacao
    Test-Recuperacao
"@
    Get-MonitorStatus -Config $i.Config
}
