function ConvertTo-MonitorLacuna {
    # One gap of `lacunas` or `estado` as a MonitorRetornos.Lacuna.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true, Position = 0)] $Documento)
    New-MonitorObjeto 'MonitorRetornos.Lacuna' ([ordered]@{
            Conta                 = [string](Get-MonitorCampo $Documento 'conta' '')
            Faltam                = [string](Get-MonitorCampo $Documento 'faltam' '')
            Primeiro              = [long](Get-MonitorCampo $Documento 'primeiro' 0)
            Ultimo                = [long](Get-MonitorCampo $Documento 'ultimo' 0)
            Passo                 = [long](Get-MonitorCampo $Documento 'passo' 1)
            Quantidade            = [int](Get-MonitorCampo $Documento 'quantidade' 0)
            Antes                 = [string](Get-MonitorCampo $Documento 'antes' '')
            Depois                = [string](Get-MonitorCampo $Documento 'depois' '')
            Desde                 = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'desde')
            Avisada               = [bool](Get-MonitorCampo $Documento 'avisada' $false)
            Anterior              = [bool](Get-MonitorCampo $Documento 'anterior' $false)
            ConfirmadaPeloEstoque = [bool](Get-MonitorCampo $Documento 'confirmadaPeloEstoque' $false)
            Pasta                 = Get-MonitorCampo $Documento 'pasta'
        })
}
