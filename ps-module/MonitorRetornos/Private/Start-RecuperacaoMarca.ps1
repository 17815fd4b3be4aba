function Start-RecuperacaoMarca {
    # Tells the monitor that the next outage is a test, and prepares the word that it is over: at the end, which may be
    # Ctrl+C, there is no time to look for the program. The limit is all that the steps may take.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'confirmed by Test-Recuperacao')]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste)
    $acao = if ($Teste.Modo -eq 'Automatico') { 0 } else { $Teste.LimiteAcao }
    $prazo = [int](2 * ($Teste.Status.Intervalo.TotalSeconds + 60 + $acao) + $Teste.LimiteConferencia + 60)
    $Teste.Fim = New-MonitorProcesso -Cmdlet $Teste.Cmdlet -Argumentos @('marcar-teste', '--json', '--fim') -Config $Teste.Config
    $Teste.Fim.RedirectStandardOutput = $true
    $Teste.Fim.RedirectStandardError = $true
    $null = Invoke-MonitorPrograma -Cmdlet $Teste.Cmdlet -Argumentos @('marcar-teste', '--prazo', "$prazo") -Config $Teste.Config
}
