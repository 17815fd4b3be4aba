function ConvertTo-MonitorArquivo {
    # One file of the ledger, or of 'processar', as a MonitorRetornos.Arquivo.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true, Position = 0)] $Documento)
    $titulos = Get-MonitorCampo $Documento 'titulos' (Get-MonitorCampo $Documento 'movimentos' 0)
    $avisos = @(foreach ($aviso in @(Get-MonitorCampo $Documento 'avisos' @())) {
            New-MonitorObjeto 'MonitorRetornos.Aviso' ([ordered]@{
                Codigo     = [string](Get-MonitorCampo $aviso 'codigo' '')
                Linha      = Get-MonitorCampo $aviso 'linha'
                Mensagem   = [string](Get-MonitorCampo $aviso 'mensagem' '')
            })
        })
    New-MonitorObjeto 'MonitorRetornos.Arquivo' ([ordered]@{
        Nome         = [string](Get-MonitorCampo $Documento 'nome' '')
        Situacao     = [string](Get-MonitorCampo $Documento 'situacao' '')
        Em           = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'em')
        Formato      = Get-MonitorCampo $Documento 'formato'
        Titulos      = [int]$titulos
        CodigoMotivo = Get-MonitorCampo $Documento 'codigoMotivo'
        Motivo       = Get-MonitorCampo $Documento 'motivo'
        Avisos       = $avisos
        Destino      = Get-MonitorCampo $Documento 'destino'
        NomeFinal    = Get-MonitorCampo $Documento 'nomeFinal'
        Sha256       = Get-MonitorCampo $Documento 'sha256'
        Tamanho      = Get-MonitorCampo $Documento 'tamanho'
        Teste        = [bool](Get-MonitorCampo $Documento 'teste' $false)
        Queda        = Get-MonitorCampo $Documento 'queda'
        ReenviadoEm  = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'reenviadoEm')
        ReenvioDe    = Get-MonitorCampo $Documento 'reenvioDe'
        Pasta        = Get-MonitorCampo $Documento 'pasta'
    }) -Listas 'Avisos'
}
