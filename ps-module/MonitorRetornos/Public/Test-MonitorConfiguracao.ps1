function Test-MonitorConfiguracao {
    <#
    .SYNOPSIS
    Confere a configuração, a pasta, as permissões, o servidor de e-mail, o disco e a tarefa.

    .DESCRIPTION
    Faz as verificações de verdade: lê o config.ini, lista a pasta do servidor, escreve e renomeia um arquivo
    de teste, conversa com o servidor de e-mail sem enviar nada, mede o disco da pasta de dados e olha a
    Tarefa Agendada. Devolve uma linha por item, com o próximo passo onde algo falha.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .PARAMETER EnviarEmailDeTeste
    Envia também um e-mail de teste aos destinatários configurados.

    .PARAMETER Implantacao
    Acrescenta os itens da lista de implantação: módulo e programa da mesma versão, tarefas registradas,
    monitor rodando, notificações.

    .PARAMETER ComputerName
    Pergunta a estes computadores, pelo PowerShell remoto (Enable-PSRemoting lá; a conta, administradora deles). -Config é
    então um caminho de lá. Cada resposta diz em PSComputerName de onde veio.

    .PARAMETER CimSession
    Como -ComputerName, com os computadores destas sessões CIM.

    .PARAMETER Session
    Pergunta por estas sessões do PowerShell (New-PSSession), que já estão abertas.

    .PARAMETER Credencial
    Com -ComputerName ou -CimSession: com que conta perguntar.

    .EXAMPLE
    Test-MonitorConfiguracao

    Confere tudo, sem enviar e-mail.

    .EXAMPLE
    Test-MonitorConfiguracao -EnviarEmailDeTeste | Where-Object { -not $_.Aprovada }

    Só o que falhou, com um e-mail de teste enviado.

    .EXAMPLE
    Test-MonitorConfiguracao -ComputerName SRV1 | Where-Object { -not $_.Aprovada }

    O que falha no computador SRV1.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Verificacao, com Nome, Situacao (ok, aviso, falha ou pulado), Aprovada, Detalhe e ProximoPasso.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(SupportsShouldProcess = $true, DefaultParameterSetName = 'Local')]
    [OutputType('MonitorRetornos.Verificacao')]
    param(
        [Parameter(Position = 0)] [ValidateNotNullOrEmpty()] [string] $Config,
        [switch] $EnviarEmailDeTeste,
        [switch] $Implantacao,
        [Parameter(Mandatory = $true, ParameterSetName = 'Computador')] [ValidateNotNullOrEmpty()] [Alias('CN', 'Computador')] [string[]] $ComputerName,
        [Parameter(Mandatory = $true, ParameterSetName = 'Cim')] [ValidateNotNullOrEmpty()] [object[]] $CimSession,
        [Parameter(Mandatory = $true, ParameterSetName = 'Sessao')] [ValidateNotNullOrEmpty()] [System.Management.Automation.Runspaces.PSSession[]] $Session,
        [Parameter(ParameterSetName = 'Computador')] [Parameter(ParameterSetName = 'Cim')] [ValidateNotNull()] [Alias('Credential')] [System.Management.Automation.Credential()] [System.Management.Automation.PSCredential] $Credencial
    )
    $argumentos = @('verificar')
    if ($EnviarEmailDeTeste -and $PSCmdlet.ShouldProcess('destinatários configurados', 'Enviar um e-mail de teste')) { $argumentos += '--enviar-email' }
    if ($WhatIfPreference -and $EnviarEmailDeTeste) { return }
    if ($PSCmdlet.ParameterSetName -ne 'Local') {
        $pedido = @{} + $PSBoundParameters
        $pedido['EnviarEmailDeTeste'] = $argumentos -contains '--enviar-email'
        Invoke-MonitorRemoto -Cmdlet $PSCmdlet -Parametros $pedido
        return
    }
    $resposta = Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos $argumentos -Config $Config -CodigosAceitos 0, 1, 2, 5, 6
    $itens = @(Get-MonitorCampo $resposta.Documento 'itens' @())
    if ($itens.Count -eq 0) {
        # Nothing could be checked: the configuration itself is wrong.
        $codigo = if ($resposta.CodigoSaida) { $resposta.CodigoSaida } else { 1 }
        Stop-MonitorComando -Cmdlet $PSCmdlet -Erro (ConvertTo-MonitorErro -Codigo $codigo -Comando 'verificar' -Documento $resposta.Documento -Mensagens $resposta.Mensagens)
        return
    }
    $passos = @{
        'configuracao'  = 'corrija o config.ini no ponto indicado.'
        'pasta'         = 'confira se o servidor está ligado e se esta conta chega à pasta (Test-Path), e tente de novo.'
        'permissao'     = 'dê a esta conta permissão de Modificar na pasta de retornos e nas subpastas.'
        'dados'         = 'confira pasta_dados em [CAMINHOS] e a permissão de gravar nela; é um disco local?'
        'disco'         = 'libere espaço no disco da pasta de dados.'
        'email'         = 'confira [EMAIL] (servidor, porta, seguranca, usuario) e a senha (Set-MonitorCredencial).'
        'fila de email' = 'corrija a causa; os e-mails que esperam saem sozinhos.'
        'fila teams'    = 'confira [TEAMS] com Test-MonitorCanal; as mensagens que esperam saem sozinhas.'
        'fila telegram' = 'confira [TELEGRAM] com Test-MonitorCanal; as mensagens que esperam saem sozinhas.'
        'fila webhook'  = 'confira [WEBHOOK] com Test-MonitorCanal; as mensagens que esperam saem sozinhas.'
        'monitor'       = 'Start-MonitorRetornos.'
    }
    foreach ($item in $itens) {
        $nome = [string](Get-MonitorCampo $item 'item' '')
        New-MonitorVerificacao -Nome $nome -Situacao ([string](Get-MonitorCampo $item 'situacao' 'falha')) `
            -Detalhe ([string](Get-MonitorCampo $item 'mensagem' '')) -ProximoPasso ([string]$passos[$nome])
    }
    if ($Config) { $Config = Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Config }
    if ($null -ne (Get-Command -Name Get-ScheduledTask -ErrorAction Ignore)) { Test-MonitorTarefa -Config $Config }
    if ($Implantacao) { Test-MonitorImplantacao -Cmdlet $PSCmdlet -Config $Config }
}
