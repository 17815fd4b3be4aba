function Test-RecuperacaoLog {
    # True when the log has gained a message that holds this text since the test began.
    [CmdletBinding()]
    [OutputType([bool])]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste, [Parameter(Mandatory = $true)] [string] $Texto)
    foreach ($registro in $Teste.Registros) { if ($registro.Mensagem.Contains($Texto)) { return $true } }
    $false
}
