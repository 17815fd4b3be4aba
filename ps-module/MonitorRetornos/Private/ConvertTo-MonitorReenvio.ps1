function ConvertTo-MonitorReenvio {
    # One file of `reenviar` as a MonitorRetornos.Reenvio.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true, Position = 0)] $Documento)
    New-MonitorObjeto 'MonitorRetornos.Reenvio' ([ordered]@{
            Nome         = [string](Get-MonitorCampo $Documento 'nome' '')
            Situacao     = [string](Get-MonitorCampo $Documento 'situacao' '')
            Mudou        = Get-MonitorCampo $Documento 'mudou'
            NomeEmErro   = [string](Get-MonitorCampo $Documento 'nomeEmErro' '')
            RecusadoEm   = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'recusadoEm')
            CodigoMotivo = Get-MonitorCampo $Documento 'codigoMotivo'
            Motivo       = Get-MonitorCampo $Documento 'motivo'
            Erro         = Get-MonitorCampo $Documento 'erro'
        })
}
