function Measure-RecuperacaoLog {
    # How many messages that hold this text the log has gained since the test began.
    [CmdletBinding()]
    [OutputType([int])]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste, [Parameter(Mandatory = $true)] [string] $Texto)
    $vezes = 0
    foreach ($registro in $Teste.Registros) { if ($registro.Mensagem.Contains($Texto)) { $vezes++ } }
    $vezes
}
