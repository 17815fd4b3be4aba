function Invoke-ProcessarPendentes {
    <#
    .SYNOPSIS
    Processa agora os arquivos .ret que estão na pasta.

    .DESCRIPTION
    Trata o que está pendente sem esperar pelo monitor, com ele rodando ou parado (os dois nunca pegam o
    mesmo arquivo). Mostra uma barra de progresso (arquivos, títulos, ritmo e
    tempo restante) e devolve um objeto por arquivo. Um arquivo recusado vem com
    o motivo e um erro não terminante ArquivosRecusados. Substitui o PROCESSAR.bat.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .PARAMETER TempoLimiteSegundos
    Depois de quanto tempo desistir (padrão: 3600).

    .EXAMPLE
    Invoke-ProcessarPendentes

    Processa tudo o que está na pasta.

    .EXAMPLE
    Invoke-ProcessarPendentes -WhatIf

    Só lista os arquivos que seriam processados.

    .EXAMPLE
    Invoke-ProcessarPendentes | Where-Object Situacao -eq 'recusado'

    Processa e mostra apenas os recusados.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Arquivo, um por arquivo: Nome, Situacao (processado, recusado, duplicado, ignorado;
    pendente com -WhatIf), Formato, Titulos e Motivo.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType('MonitorRetornos.Arquivo')]
    param(
        [Parameter(Position = 0)] [ValidateNotNullOrEmpty()] [string] $Config,
        [ValidateRange(10, 86400)] [Alias('Timeout', 'TimeoutSec')] [int] $TempoLimiteSegundos = 3600
    )
    $simulado = Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos @('processar', '--simular') -Config $Config
    $pendentes = @(Get-MonitorCampo $simulado.Documento 'arquivos' @())
    if (-not $PSCmdlet.ShouldProcess("$($pendentes.Count) arquivo(s) .ret", 'Processar')) {
        if (-not $WhatIfPreference) { return }
        foreach ($arquivo in $pendentes) {
            $objeto = ConvertTo-MonitorArquivo $arquivo
            $objeto.PSObject.TypeNames.Insert(0, 'MonitorRetornos.Arquivo.Processado')
            $objeto.Situacao = 'pendente'
            $objeto
        }
        return
    }
    if ($pendentes.Count -eq 0) { Write-Verbose -Message 'Nenhum arquivo .ret pendente.'; return }

    $atividade = @{ Activity = 'Processando arquivos de retorno' }
    $aoReceber = {
        param($linha)
        if ($linha -notlike 'andamento: {*') { return }
        try { $feito = ConvertFrom-Json -InputObject $linha.Substring(11) } catch { return }
        $barra = @{
            Status          = '{0} de {1} arquivo(s), {2} título(s), {3} título(s)/s' -f $feito.tratados, $feito.encontrados, $feito.titulos, [Math]::Round($feito.titulosPorSegundo)
            PercentComplete = [Math]::Min(100, [int](100 * $feito.tratados / [Math]::Max(1, $feito.encontrados)))
        }
        if ($null -ne $feito.restanteSegundos) { $barra.SecondsRemaining = [int]$feito.restanteSegundos }
        Write-Progress @atividade @barra
    }
    Write-Progress @atividade -Status "0 de $($pendentes.Count) arquivo(s)" -PercentComplete 0
    try {
        $resposta = Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos @('processar', '--andamento') -Config $Config -CodigosAceitos 0, 5, 6 `
            -TempoLimiteSegundos $TempoLimiteSegundos -AoReceberLinha $aoReceber
    }
    finally { Write-Progress @atividade -Completed }
    # What was done before the share went away is told too, and only then the failure.
    foreach ($arquivo in @(Get-MonitorCampo $resposta.Documento 'arquivos' @())) {
        $objeto = ConvertTo-MonitorArquivo $arquivo
        $objeto.PSObject.TypeNames.Insert(0, 'MonitorRetornos.Arquivo.Processado')
        $objeto
    }
    $recusados = [int](Get-MonitorCampo $resposta.Documento 'recusados' 0)
    if ($resposta.CodigoSaida -eq 5) {
        $PSCmdlet.WriteError((ConvertTo-MonitorErro -Codigo 5 -Comando 'processar' -Mensagens "$recusados arquivo(s) recusado(s)."))
    }
    elseif ($resposta.CodigoSaida -eq 6) {
        Stop-MonitorComando -Cmdlet $PSCmdlet -Erro (ConvertTo-MonitorErro -Codigo 6 -Comando 'processar' -Documento $resposta.Documento)
    }
}
