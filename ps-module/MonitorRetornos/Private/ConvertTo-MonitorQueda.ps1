function ConvertTo-MonitorQueda {
    # One outage as a MonitorRetornos.Queda.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true, Position = 0)] $Documento)
    $fim = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'fim')
    $diagnostico = Get-MonitorCampo $Documento 'diagnostico'
    $reconhecida = Get-MonitorCampo $Documento 'reconhecida'
    New-MonitorObjeto 'MonitorRetornos.Queda' ([ordered]@{
        Id                  = [string](Get-MonitorCampo $Documento 'id' '')
        Inicio              = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'inicio')
        Fim                 = $fim
        EmAndamento         = $null -eq $fim
        Duracao             = [timespan]::FromSeconds([double](Get-MonitorCampo $Documento 'duracaoSegundos' 0))
        ArquivosProcessados = [int](Get-MonitorCampo $Documento 'arquivosProcessados' 0)
        ArquivosRecusados   = [int](Get-MonitorCampo $Documento 'arquivosRecusados' 0)
        Diagnostico         = Get-MonitorCampo $diagnostico 'codigo' (Get-MonitorCampo $Documento 'codigo')
        Mensagem            = Get-MonitorCampo $diagnostico 'mensagem' (Get-MonitorCampo $Documento 'mensagem')
        Pasta               = Get-MonitorCampo $Documento 'pasta'
        Teste               = [bool](Get-MonitorCampo $Documento 'teste' $false)
        Reconhecida         = $null -ne $reconhecida
        ReconhecidaPor      = Get-MonitorCampo $reconhecida 'por'
        ReconhecidaEm       = ConvertTo-MonitorData (Get-MonitorCampo $reconhecida 'em')
        Nota                = Get-MonitorCampo $reconhecida 'nota'
        Entregas            = @(Get-MonitorCampo $Documento 'entregas' @() | ForEach-Object { ConvertTo-MonitorEntrega $_ })
    }) -Listas 'Entregas'
}
