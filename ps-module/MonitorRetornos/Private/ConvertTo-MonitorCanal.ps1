function ConvertTo-MonitorCanal {
    # One channel of `canais` as a MonitorRetornos.Canal.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true, Position = 0)] $Documento)
    $teste = Get-MonitorCampo $Documento 'teste'
    New-MonitorObjeto 'MonitorRetornos.Canal' ([ordered]@{
        Nome              = [string](Get-MonitorCampo $Documento 'canal' '')
        Habilitado        = [bool](Get-MonitorCampo $Documento 'habilitado' $false)
        Situacao          = [string](Get-MonitorCampo $Documento 'situacao' '')
        NaFila            = [int](Get-MonitorCampo $Documento 'naFila' 0)
        Recusadas         = [int](Get-MonitorCampo $Documento 'recusadas' 0)
        UltimoErro        = Get-MonitorCampo $Documento 'ultimoErro'
        OQueFazer         = Get-MonitorCampo $Documento 'oQueFazer'
        RetidoDesde       = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'retidoDesde')
        ProximaTentativa  = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'proximaTentativa')
        TesteEntregue     = if ($null -eq $teste) { $null } else { [bool](Get-MonitorCampo $teste 'entregue' $false) }
        MensagemDoTeste   = Get-MonitorCampo $teste 'mensagem'
    })
}
