function ConvertTo-MonitorTitulo {
    # One título of the ledger as a MonitorRetornos.Titulo. Cents become exact decimals.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true, Position = 0)] $Documento)
    $movimentos = foreach ($movimento in @(Get-MonitorCampo $Documento 'movimentos' @())) {
        New-MonitorObjeto 'MonitorRetornos.Movimento' ([ordered]@{
            Data           = ConvertTo-MonitorData (Get-MonitorCampo $movimento 'data')
            Codigo         = [string](Get-MonitorCampo $movimento 'codigo' '')
            Classe         = [string](Get-MonitorCampo $movimento 'classe' '')
            Valor          = Get-MonitorValor $movimento 'valorNominal'
            ValorPago      = Get-MonitorValor $movimento 'valorPago'
            Juros          = Get-MonitorValor $movimento 'juros'
            Desconto       = Get-MonitorValor $movimento 'desconto'
            Tarifa         = Get-MonitorValor $movimento 'tarifa'
            DataOcorrencia = ConvertTo-MonitorData (Get-MonitorCampo $movimento 'dataOcorrencia')
            DataCredito    = ConvertTo-MonitorData (Get-MonitorCampo $movimento 'dataCredito')
            Motivo         = Get-MonitorCampo $movimento 'motivo'
            Arquivo        = [string](Get-MonitorCampo $movimento 'arquivo' '')
            Linha          = [int](Get-MonitorCampo $movimento 'linha' 0)
        })
    }
    New-MonitorObjeto 'MonitorRetornos.Titulo' ([ordered]@{
        NossoNumero     = [string](Get-MonitorCampo $Documento 'nossoNumero' '')
        Documento       = Get-MonitorCampo $Documento 'numeroDocumento'
        Cliente         = Get-MonitorCampo $Documento 'clienteId'
        Sacado          = Get-MonitorCampo $Documento 'sacado'
        Situacao        = [string](Get-MonitorCampo $Documento 'situacao' '')
        Vencimento      = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'vencimento')
        Valor           = Get-MonitorValor $Documento 'valorNominal'
        ValorPago       = Get-MonitorValor $Documento 'pagoTotal'
        DataPagamento   = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'dataPagamento')
        DataCredito     = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'dataCredito')
        DataBaixa       = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'dataBaixa')
        BaixaAutomatica = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'baixaAutomatica')
        Banco           = Get-MonitorCampo $Documento 'banco'
        Agencia         = Get-MonitorCampo $Documento 'agencia'
        Conta           = Get-MonitorCampo $Documento 'conta'
        Convenio        = Get-MonitorCampo $Documento 'convenio'
        UltimaData      = ConvertTo-MonitorData (Get-MonitorCampo $Documento 'ultimaData')
        Movimentos      = @($movimentos)
        Pasta           = Get-MonitorCampo $Documento 'pasta'
    }) -Listas 'Movimentos'
}
