function Get-RecuperacaoNome {
    # The name a folder bears while the test holds it: it tells who and when, so that a test killed in the
    # middle is told from one that runs.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] [string] $Pasta)
    $maquina = [System.Environment]::MachineName -replace '[^A-Za-z0-9]', '_'
    '{0}.TESTE-RECUPERACAO-{1}-{2}-{3:yyyyMMddHHmmss}' -f $Pasta.TrimEnd('\', '/'), $maquina, $PID, [datetime]::Now
}
