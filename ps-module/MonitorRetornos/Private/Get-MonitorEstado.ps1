function Get-MonitorEstado {
    # What 'estado' says, as a MonitorRetornos.Status. Code 4 (parado) is an answer, not a failure. Nothing, when silence
    # was asked for.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [string] $Config
    )
    $resposta = Invoke-MonitorPrograma -Cmdlet $Cmdlet -Argumentos @('estado') -Config $Config -CodigosAceitos 0, 4 -TempoLimiteSegundos 60
    if ($null -ne $resposta.Documento) { ConvertTo-MonitorStatus -Documento $resposta.Documento }
}
