function Get-MonitorMotivo {
    # Why the monitor does not start, in its own words: what 'verificar' finds wrong.
    [CmdletBinding()]
    [OutputType([string[]])]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [string] $Config
    )
    try {
        $resposta = Invoke-MonitorPrograma -Cmdlet $Cmdlet -Argumentos @('verificar') -Config $Config -CodigosAceitos 0, 1, 2, 6 -TempoLimiteSegundos 60
    }
    catch { return , [string[]]@($_.Exception.Message) }
    $erro = Get-MonitorCampo $resposta.Documento 'erro'
    if ($null -ne $erro) { return , [string[]]@([string](Get-MonitorCampo $erro 'mensagem' '')) }
    $falhas = foreach ($item in @(Get-MonitorCampo $resposta.Documento 'itens' @())) {
        if ((Get-MonitorCampo $item 'situacao') -eq 'falha') { "$(Get-MonitorCampo $item 'item'): $(Get-MonitorCampo $item 'mensagem')" }
    }
    , [string[]]@($falhas)
}
