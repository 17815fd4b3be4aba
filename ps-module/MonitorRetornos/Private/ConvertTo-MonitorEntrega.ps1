function ConvertTo-MonitorEntrega {
    # One message about an outage as a MonitorRetornos.Entrega; Aceita is empty while no server has taken it.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true, Position = 0)] $Documento)
    New-MonitorObjeto 'MonitorRetornos.Entrega' ([ordered]@{
        Tipo        = [string](Get-MonitorCampo $Documento 'tipo' '')
        Canal       = [string](Get-MonitorCampo $Documento 'canal' '')
        Enfileirada = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'enfileiradaEm')
        Aceita      = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'aceitaEm')
        Recusada    = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'recusadaEm')
        Tentativas  = [int](Get-MonitorCampo $Documento 'tentativas' 0)
        UltimoErro  = Get-MonitorCampo $Documento 'ultimoErro'
    })
}
