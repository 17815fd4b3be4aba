function Test-RecuperacaoCalma {
    # True when the latest outage is over with all that follows it: its files done, its mails queued.
    [CmdletBinding()]
    [OutputType([bool])]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste)
    $resposta = Invoke-MonitorPrograma -Cmdlet $Teste.Cmdlet -Argumentos @('quedas', '--limite', '1') -Config $Teste.Config
    foreach ($queda in @(Get-MonitorCampo $resposta.Documento 'quedas' @())) {
        if (-not (Get-MonitorCampo $queda 'encerrada' $true)) { return $false }
    }
    $true
}
