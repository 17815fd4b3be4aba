function Get-RecuperacaoEntrega {
    # The messages about the outage that this test made, by kind ('queda', 'recuperacao'): what the program's ledger
    # knows of each. Empty before the outage is in the ledger.
    [CmdletBinding()]
    [OutputType([hashtable])]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste)
    $entregas = @{}
    $resposta = Invoke-MonitorPrograma -Cmdlet $Teste.Cmdlet -Argumentos @('quedas', '--limite', '1') -Config $Teste.Config
    foreach ($documento in @(Get-MonitorCampo $resposta.Documento 'quedas' @())) {
        $queda = ConvertTo-MonitorQueda $documento
        if ($queda.Id -eq $Teste.Base.Queda) { continue }
        foreach ($entrega in $queda.Entregas) { $entregas[$entrega.Tipo] = $entrega }
    }
    $entregas
}
