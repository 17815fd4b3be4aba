function Test-Recuperacao {
    <#
    .SYNOPSIS
    Testa de ponta a ponta se o monitor percebe a queda do servidor e se recupera dela.

    .DESCRIPTION
    Seis etapas: confere que o monitor está rodando com os alertas ligados; provoca a queda; espera a detecção;
    desfaz a queda; espera a recuperação; confere o log, os e-mails e o arquivo de teste, que chega durante a
    queda, tem de ser processado uma única vez e é depois guardado em Processados\Testes, sem tocar em títulos
    reais. Os e-mails, as notificações e a queda dizem [TESTE]. As esperas terminam assim que o log e o estado mostram o fato, e no máximo no intervalo de
    verificação mais um minuto. Substitui o TESTAR_RECUPERACAO.bat.

    Três modos: guiado (você desconecta a unidade ou renomeia a pasta; padrão), -Automatico (o comando renomeia
    a pasta e sempre a devolve, também depois de Ctrl+C ou erro) e -Ensaio (pasta e servidor de e-mail
    descartáveis; nada da produção é tocado). Se um teste foi morto no meio com a pasta renomeada, a
    chamada seguinte a encontra e oferece devolvê-la. A última linha para scripts é $LASTEXITCODE: 0 aprovado,
    1 reprovado.

    .PARAMETER Automatico
    O próprio comando renomeia a pasta de retornos e a devolve no fim. Pede confirmação.

    .PARAMETER Ensaio
    Roda a história inteira numa pasta descartável, com servidor de e-mail próprio, em menos de 30 segundos.

    .PARAMETER Relatorio
    Escreve também um relatório HTML neste arquivo.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .PARAMETER LimiteAcaoSegundos
    No modo guiado, quanto tempo você tem para cada ação (padrão: 600).

    .PARAMETER LimiteConferenciaSegundos
    Quanto esperar, na última etapa, por e-mails e arquivo (padrão: 60).

    .EXAMPLE
    Test-Recuperacao -Ensaio

    O primeiro teste de uma instalação nova: não toca em nada.

    .EXAMPLE
    Test-Recuperacao

    Guia você pela queda e pela volta.

    .EXAMPLE
    Test-Recuperacao -Automatico -Confirm:$false -Relatorio C:\Temp\recuperacao.html; exit $LASTEXITCODE

    Sem perguntas, com relatório e código de saída, para um script.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Recuperacao, com Aprovado, Modo, Motivo, Etapas (uma MonitorRetornos.Etapa por passo),
    CodigoSaida e Relatorio.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High', DefaultParameterSetName = 'Guiado')]
    [OutputType('MonitorRetornos.Recuperacao')]
    param(
        [Parameter(Mandatory = $true, ParameterSetName = 'Automatico')] [switch] $Automatico,
        [Parameter(Mandatory = $true, ParameterSetName = 'Ensaio')] [switch] $Ensaio,
        [ValidateNotNullOrEmpty()] [Alias('Report')] [string] $Relatorio,
        [Parameter(ParameterSetName = 'Guiado')] [Parameter(ParameterSetName = 'Automatico')] [ValidateNotNullOrEmpty()] [string] $Config,
        [Parameter(ParameterSetName = 'Guiado')] [ValidateRange(5, 86400)] [int] $LimiteAcaoSegundos = 600,
        [Parameter(ParameterSetName = 'Guiado')] [Parameter(ParameterSetName = 'Automatico')] [ValidateRange(1, 3600)] [int] $LimiteConferenciaSegundos = 60
    )
    $teste = @{
        Cmdlet = $PSCmdlet; Config = $Config; Modo = $PSCmdlet.ParameterSetName; Inicio = [datetime]::Now
        LimiteAcao = $LimiteAcaoSegundos; LimiteConferencia = $LimiteConferenciaSegundos
        Status = $null; Registros = [System.Collections.Generic.List[object]]::new(); Posicao = [long]0
        Pasta = $null; Renomeada = $null; ArquivoTeste = $null; Etapas = @(); Fim = $null
    }
    if ($Relatorio) { $Relatorio = Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Relatorio }

    if ($Ensaio) {
        if ($WhatIfPreference) { $null = $PSCmdlet.ShouldProcess('uma pasta descartável', 'Ensaiar a queda e a recuperação'); return }
        $teste.Etapas = @(Invoke-RecuperacaoEnsaio -Cmdlet $PSCmdlet)
    }
    else {
        $teste.Status = Get-MonitorEstado -Cmdlet $PSCmdlet -Config $Config
        if ($null -eq $teste.Status) { $global:LASTEXITCODE = 1; return }
        $teste.Pasta = $teste.Status.Pasta
        $restaurada = Restore-RecuperacaoAnterior -Teste $teste
        if ($Automatico) {
            Assert-RecuperacaoRenomeavel -Teste $teste
            if (-not $PSCmdlet.ShouldProcess($teste.Pasta, 'Renomear a pasta de retornos por alguns instantes e devolvê-la')) { return }
        }
        elseif ($WhatIfPreference) { $null = $PSCmdlet.ShouldProcess($teste.Pasta, 'Pedir que você a torne inacessível por alguns instantes, e conferir'); return }
        if ($restaurada) { $null = Wait-RecuperacaoCondicao -Teste $teste -Atividade 'Esperando o monitor ver a pasta devolvida' -Limite ($teste.Status.Intervalo.TotalSeconds + 60) -Condicao { $teste.Status.Estado -ne 'inacessivel' } }
        try { $teste.Etapas = @(Invoke-RecuperacaoEtapas -Teste $teste) }
        finally {
            # Whatever happened, Ctrl+C included: the folder goes back. Only .NET calls here: while a
            # pipeline is being stopped, cmdlets no longer run.
            if ($null -ne $teste.Renomeada) {
                $erro = Move-RecuperacaoPasta -De $teste.Renomeada -Para $teste.Pasta
                if ($erro) { [System.Console]::Error.WriteLine("ATENÇÃO: a pasta ficou com o nome '$($teste.Renomeada)' ($erro). Devolva o nome '$($teste.Pasta)', ou rode Test-Recuperacao outra vez.") }
                else { $teste.Renomeada = $null }
            }
            # From here on an outage is a real one. What the program cannot be told, its limit says.
            if ($null -ne $teste.Fim) {
                try { $null = [System.Diagnostics.Process]::Start($teste.Fim).WaitForExit(15000) }
                catch { [System.Console]::Error.WriteLine("O fim do teste não pôde ser dito ao monitor: $($_.Exception.GetBaseException().Message)") }
            }
        }
    }

    $falhas = @($teste.Etapas | Where-Object { $_.Resultado -eq 'reprovada' })
    $aprovado = $teste.Etapas.Count -gt 0 -and @($teste.Etapas | Where-Object { $_.Resultado -ne 'aprovada' }).Count -eq 0
    $resultado = New-MonitorObjeto 'MonitorRetornos.Recuperacao' ([ordered]@{
        Aprovado    = $aprovado
        Modo        = $teste.Modo.ToLowerInvariant()
        Motivo      = $(if ($falhas.Count -gt 0) { "etapa $($falhas[0].Numero), $($falhas[0].Nome): $($falhas[0].Detalhe)" })
        Inicio      = $teste.Inicio
        Fim         = [datetime]::Now
        Duracao     = [datetime]::Now - $teste.Inicio
        Etapas      = $teste.Etapas
        Registros   = $teste.Registros.ToArray()
        CodigoSaida = [int](-not $aprovado)
        Relatorio   = $null
    }) -Listas 'Etapas', 'Registros'
    if ($Relatorio) {
        try { [System.IO.File]::WriteAllText($Relatorio, (ConvertTo-RecuperacaoHtml -Resultado $resultado -Pasta "$($teste.Pasta)"), [System.Text.UTF8Encoding]::new($false)); $resultado.Relatorio = $Relatorio }
        catch {
            $PSCmdlet.WriteError((New-MonitorErro -Id 'RelatorioNaoEscrito' -Categoria WriteError -Alvo $Relatorio -Causa $_.Exception `
                        -Mensagem "O relatório '$Relatorio' não pôde ser escrito: $($_.Exception.Message)" -Proximo 'escolha outro arquivo em -Relatorio; o resultado do teste continua valendo.'))
        }
    }
    $global:LASTEXITCODE = $resultado.CodigoSaida
    $resultado
}
