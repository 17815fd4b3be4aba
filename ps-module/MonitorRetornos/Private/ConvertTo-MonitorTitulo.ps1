function ConvertTo-MonitorTitulo {
    # One título of the ledger as a MonitorRetornos.Titulo. Cents become exact decimals.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true, Position = 0)] $Documento)
    $valor = {
        param($nome)
        $centavos = Get-MonitorCampo $Documento $nome
        if ($null -ne $centavos) { [decimal]$centavos / 100 }
    }
    [pscustomobject]@{
        PSTypeName    = 'MonitorRetornos.Titulo'
        NossoNumero   = [string](Get-MonitorCampo $Documento 'nossoNumero' '')
        Sacado        = Get-MonitorCampo $Documento 'sacado'
        Situacao      = [string](Get-MonitorCampo $Documento 'situacao' '')
        Vencimento    = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'vencimento')
        Valor         = & $valor 'valorCentavos'
        ValorPago     = & $valor 'pagoCentavos'
        DataPagamento = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'dataPagamento')
        DataCredito   = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'dataCredito')
        DataBaixa     = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'dataBaixa')
        Banco         = Get-MonitorCampo $Documento 'banco'
        Conta         = Get-MonitorCampo $Documento 'conta'
        Convenio      = Get-MonitorCampo $Documento 'convenio'
        UltimaData    = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'ultimaData')
    }
}
