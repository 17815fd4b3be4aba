function ConvertTo-MonitorProblema {
    # A file that cannot be dealt with, as 'estado' tells of it.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true, Position = 0)] $Documento)
    [pscustomobject]@{
        Nome       = [string](Get-MonitorCampo $Documento 'nome' '')
        Motivo     = [string](Get-MonitorCampo $Documento 'motivo' '')
        Desde      = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'desde')
        Tentativas = [int](Get-MonitorCampo $Documento 'tentativas' 0)
    }
}
