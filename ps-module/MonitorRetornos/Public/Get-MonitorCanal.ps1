function Get-MonitorCanal {
    <#
    .SYNOPSIS
    Mostra por onde os avisos saem: e-mail, Teams, Telegram e webhook.

    .DESCRIPTION
    De cada canal, a situação (ok, esperando ou retido), quantas mensagens esperam, quantas foram
    recusadas em definitivo, o último erro e o que fazer. Um canal retido guarda a fila inteira até
    que a credencial, a configuração ou o servidor do outro lado seja corrigido; nada se perde.

    .PARAMETER Nome
    Só este canal, ou estes: email, teams, telegram, webhook.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .EXAMPLE
    Get-MonitorCanal

    Mostra os quatro canais.

    .EXAMPLE
    Get-MonitorCanal | Where-Object { $_.Situacao -eq 'retido' } | Format-List Nome, UltimoErro, OQueFazer

    Só os retidos, com a causa e o remédio.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Canal: Nome, Habilitado, Situacao, NaFila, Recusadas, UltimoErro, OQueFazer, RetidoDesde, ProximaTentativa.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding()]
    [OutputType('MonitorRetornos.Canal')]
    param(
        [Parameter(Position = 0)] [ValidateSet('email', 'teams', 'telegram', 'webhook')] [Alias('Name')] [string[]] $Nome,
        [ValidateNotNullOrEmpty()] [string] $Config
    )
    if ($Config) { $Config = Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Config }
    $resposta = Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos @('canais') -Config $Config
    foreach ($canal in @(Get-MonitorCampo $resposta.Documento 'canais' @())) {
        $objeto = ConvertTo-MonitorCanal $canal
        if (-not $Nome -or $Nome -contains $objeto.Nome) { $objeto }
    }
}
