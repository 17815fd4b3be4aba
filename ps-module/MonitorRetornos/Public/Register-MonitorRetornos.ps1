function Register-MonitorRetornos {
    <#
    .SYNOPSIS
    Registra as Tarefas Agendadas do MonitorRetornos, ou as troca pelas atuais.

    .DESCRIPTION
    Registra duas tarefas. MonitorRetornos inicia com o computador, antes de alguém entrar, e volta em
    até cinco minutos, qualquer que tenha sido o fim dela. MonitorRetornos-Notificacoes mostra os avisos
    na tela de quem está usando o computador. Rodar outra vez troca a conta, os caminhos ou a senha.
    Não inicia nada: use Start-MonitorRetornos. Não muda as permissões das pastas: para trocar de conta
    num computador já instalado, use Install-MonitorRetornos. Precisa de um PowerShell de administrador.

    .PARAMETER Config
    O config.ini que o monitor usa. Padrão: %ProgramData%\MonitorRetornos\config.ini.

    .PARAMETER Conta
    Com que conta o monitor roda: uma gMSA (DOMINIO\nome$, sem senha), um usuário do domínio
    (com -Credencial) ou SYSTEM, o padrão. SYSTEM se apresenta na rede como a conta do computador.

    .PARAMETER Credencial
    Conta e senha de um usuário do domínio. A senha vai direto ao Agendador de Tarefas, que a guarda.

    .PARAMETER Programa
    O caminho de MonitorRetornos.exe. Sem ele, o programa que este módulo usa.

    .PARAMETER PastaTarefas
    A pasta com as definições (XML). Sem ela, a pasta tasks ao lado do programa.

    .PARAMETER SemNotificacoes
    Não registra a tarefa que mostra notificações.

    .EXAMPLE
    Register-MonitorRetornos -Conta 'DOMINIO\monitor$'

    Registra com uma conta de serviço gerenciada (gMSA): o jeito recomendado num domínio.

    .EXAMPLE
    Register-MonitorRetornos -Credencial (Get-Credential 'DOMINIO\svc-monitor')

    Registra com um usuário do domínio; pergunta a senha dele.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Tarefa, uma por tarefa registrada: Nome, Conta, Programa, Config.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType('MonitorRetornos.Tarefa')]
    param(
        [Parameter(Position = 0)] [ValidateNotNullOrEmpty()] [string] $Config,
        [ValidateNotNullOrEmpty()] [string] $Conta,
        [ValidateNotNull()] [Alias('Credential')] [System.Management.Automation.Credential()] [System.Management.Automation.PSCredential] $Credencial,
        [ValidateNotNullOrEmpty()] [string] $Programa,
        [ValidateNotNullOrEmpty()] [string] $PastaTarefas,
        [switch] $SemNotificacoes
    )
    if (-not $Conta) { $Conta = if ($Credencial) { $Credencial.UserName } else { 'SYSTEM' } }
    $quem = Resolve-MonitorConta -Cmdlet $PSCmdlet -Conta $Conta -Credencial $Credencial

    $Config = if ($Config) { Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Config } else { [System.IO.Path]::Combine((Get-MonitorPastaDados), 'config.ini') }
    Assert-MonitorConfigExiste -Cmdlet $PSCmdlet -Config $Config
    $Programa = if ($Programa) { Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Programa } else { (Get-MonitorPrograma -Cmdlet $PSCmdlet).Programa }
    $PastaTarefas = if ($PastaTarefas) { Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $PastaTarefas } else { [System.IO.Path]::Combine([System.IO.Path]::GetDirectoryName($Programa), 'tasks') }
    $monitor = [System.IO.Path]::Combine($PastaTarefas, 'MonitorRetornos.xml')
    $avisos = [System.IO.Path]::Combine($PastaTarefas, 'MonitorRetornos-Notificacoes.xml')
    foreach ($arquivo in $Programa, $monitor, $avisos) {
        if (-not [System.IO.File]::Exists($arquivo)) {
            $PSCmdlet.ThrowTerminatingError((New-MonitorErro -Id 'InstalacaoIncompleta' -Categoria ObjectNotFound -Alvo $arquivo `
                        -Mensagem "Falta '$arquivo'." -Proximo 'rode install.ps1 outra vez: ele repõe o que falta.'))
        }
    }
    Assert-MonitorAgendador -Cmdlet $PSCmdlet
    if ($quem.Tipo -eq 'Sistema') {
        Write-Warning -Message 'A tarefa roda como SYSTEM, que na rede é a conta do computador (DOMINIO\COMPUTADOR$): dê a ela direito no compartilhamento e na pasta. Fora de um domínio isso não funciona; use -Credencial.'
    }

    $dados = Get-MonitorPastaDados -Config $Config
    $pasta = [System.IO.Path]::GetDirectoryName($Config)
    $lista = @(@{
            Nome = 'MonitorRetornos'; Modelo = $monitor; Conta = $quem; Credencial = $Credencial; Comando = $Programa
            Argumentos = "monitorar --config `"$Config`""; PastaTrabalho = $pasta
        })
    if (-not $SemNotificacoes) {
        $script = [System.IO.Path]::Combine($PastaTarefas, 'Mostrar-Notificacoes.ps1')
        $oculta = Get-MonitorJanelaOculta -Argumentos "-NoProfile -NonInteractive -WindowStyle Hidden -ExecutionPolicy Bypass -File `"$script`" -PastaDados `"$($dados.TrimEnd('\'))`""
        $lista += @{ Nome = 'MonitorRetornos-Notificacoes'; Modelo = $avisos; Conta = $null; Comando = $oculta.Comando; Argumentos = $oculta.Argumentos }
    }
    foreach ($item in $lista) {
        $conta = if ($item.Conta) { $item.Conta.Nome } else { 'S-1-5-32-545' }
        if (-not $PSCmdlet.ShouldProcess("\$($item.Nome) ($conta)", 'Registrar a Tarefa Agendada')) { continue }
        try { Register-MonitorTarefa @item }
        catch {
            $PSCmdlet.ThrowTerminatingError((New-MonitorErro -Id 'TarefaNaoRegistrada' -Categoria PermissionDenied -Alvo $item.Nome -Causa $_.Exception `
                        -Mensagem "A tarefa $($item.Nome) não pôde ser registrada: $($_.Exception.Message)" `
                        -Proximo 'confira a conta e a senha, o direito "Fazer logon como um trabalho em lotes", e se o PowerShell foi aberto como administrador.'))
        }
        New-MonitorObjeto 'MonitorRetornos.Tarefa' ([ordered]@{ Nome = $item.Nome; Conta = $conta; Programa = $Programa; Config = $Config })
    }
}
