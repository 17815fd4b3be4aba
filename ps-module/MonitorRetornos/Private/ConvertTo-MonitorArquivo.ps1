function ConvertTo-MonitorArquivo {
    # One file of the ledger, or of 'processar', as a MonitorRetornos.Arquivo.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true, Position = 0)] $Documento)
    $titulos = Get-MonitorCampo $Documento 'titulos' (Get-MonitorCampo $Documento 'movimentos' 0)
    [pscustomobject]@{
        PSTypeName = 'MonitorRetornos.Arquivo'
        Nome       = [string](Get-MonitorCampo $Documento 'nome' '')
        Situacao   = [string](Get-MonitorCampo $Documento 'situacao' '')
        Em         = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'em')
        Formato    = Get-MonitorCampo $Documento 'formato'
        Titulos    = [int]$titulos
        Motivo     = Get-MonitorCampo $Documento 'motivo'
        Destino    = Get-MonitorCampo $Documento 'destino'
        Sha256     = Get-MonitorCampo $Documento 'sha256'
        Tamanho    = Get-MonitorCampo $Documento 'tamanho'
        Queda      = Get-MonitorCampo $Documento 'queda'
    }
}
