function ConvertTo-MonitorEsperado {
    # One expected file of `esperados` or `estado` as a MonitorRetornos.Esperado.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true, Position = 0)] $Documento)
    $dia = [string](Get-MonitorCampo $Documento 'dia' '')
    $ate = [string](Get-MonitorCampo $Documento 'ate' '')
    New-MonitorObjeto 'MonitorRetornos.Esperado' ([ordered]@{
            Nome       = [string](Get-MonitorCampo $Documento 'nome' '')
            Dia        = [datetime]::ParseExact($dia, 'yyyy-MM-dd', [cultureinfo]::InvariantCulture)
            Ate        = $ate
            Limite     = [datetime]::ParseExact("$dia $ate", 'yyyy-MM-dd HH:mm', [cultureinfo]::InvariantCulture)
            Situacao   = [string](Get-MonitorCampo $Documento 'situacao' '')
            Criterio   = [string](Get-MonitorCampo $Documento 'criterio' '')
            Arquivo    = Get-MonitorCampo $Documento 'arquivo'
            Em         = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'em')
            Avisado    = [bool](Get-MonitorCampo $Documento 'avisado' $false)
        })
}
