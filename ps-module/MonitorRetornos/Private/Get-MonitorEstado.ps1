function Get-MonitorEstado {
    # What 'estado' says, as a MonitorRetornos.Status; of all folders, each as a MonitorRetornos.Pasta. Code 4 (parado) is an answer, not a failure. Nothing, when silence
    # was asked for.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [string] $Config,
        [AllowEmptyCollection()] [string[]] $Filtro = @()
    )
    $resposta = Invoke-MonitorPrograma -Cmdlet $Cmdlet -Argumentos (@('estado') + $Filtro) -Config $Config -CodigosAceitos 0, 4 -TempoLimiteSegundos 60
    if ($null -eq $resposta.Documento) { return }
    if ($Filtro -contains '--todas') { foreach ($pasta in @(Get-MonitorCampo $resposta.Documento 'pastas' @())) { ConvertTo-MonitorPasta $pasta } }
    else { ConvertTo-MonitorStatus -Documento $resposta.Documento }
}
