function Update-RecuperacaoTeste {
    # Fresh facts for the steps: the state, and what the log has gained since the test began.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'reads only')]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste)
    $Teste.Status = Get-MonitorEstado -Cmdlet $Teste.Cmdlet -Config $Teste.Config
    if ($Teste.Status.ArquivoLog) {
        $novo = Read-MonitorLogNovo -Caminho $Teste.Status.ArquivoLog -Posicao $Teste.Posicao
        $Teste.Posicao = $novo.Posicao
        foreach ($registro in $novo.Registros) { $Teste.Registros.Add($registro) }
    }
}
