function ConvertTo-MonitorPasta {
    # One folder of 'estado --todas' as a MonitorRetornos.Pasta.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true, Position = 0)] $Documento)
    $estado = [string](Get-MonitorCampo $Documento 'estado' 'parado')
    $diagnostico = Get-MonitorCampo $Documento 'diagnostico'
    $queda = Get-MonitorCampo $Documento 'ultimaQueda'
    New-MonitorObjeto 'MonitorRetornos.Pasta' ([ordered]@{
        Pasta           = [string](Get-MonitorCampo $Documento 'pasta' '')
        Propria         = [bool](Get-MonitorCampo $Documento 'propria' $false)
        Estado          = $estado
        EmExecucao      = $estado -ne 'parado'
        AtivoEm         = Get-MonitorCampo $Documento 'ativoEm'
        Reservas        = [string[]]@(Get-MonitorCampo $Documento 'reservas' @())
        Desde           = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'desde')
        Batimento       = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'batimento')
        SemSinalDeVida  = [bool](Get-MonitorCampo $Documento 'semSinalDeVida' $false)
        Diagnostico     = Get-MonitorCampo $diagnostico 'codigo'
        Mensagem        = Get-MonitorCampo $diagnostico 'mensagem'
        Pendentes       = [int](Get-MonitorCampo $Documento 'pendentes' 0)
        ComProblema     = [int](Get-MonitorCampo $Documento 'totalComProblema' 0)
        ProcessadosHoje = [int](Get-MonitorCampo $Documento 'processadosHoje' 0)
        RecusadosHoje   = [int](Get-MonitorCampo $Documento 'recusadosHoje' 0)
        MensagensNaFila = [int](Get-MonitorCampo $Documento 'mensagensNaFila' 0)
        UltimaQueda     = $(if ($null -ne $queda) { ConvertTo-MonitorQueda $queda } else { $null })
    })
}
