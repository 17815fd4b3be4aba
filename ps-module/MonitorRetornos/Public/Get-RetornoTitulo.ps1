function Get-RetornoTitulo {
    <#
    .SYNOPSIS
    Consulta os títulos que os retornos atualizaram.

    .DESCRIPTION
    Lê o livro de registros: o estado de cada título (boleto) segundo os arquivos de retorno já
    processados. Não depende do servidor. Os valores são decimais exatos, em reais.

    .PARAMETER NossoNumero
    O nosso número do título; aceita vários e a linha de comando em cadeia (pipeline).

    .PARAMETER Sacado
    Parte do nome do sacado.

    .PARAMETER Situacao
    Só os títulos com esta situação (por exemplo registrado, liquidado, baixado).

    .PARAMETER Arquivo
    Só os títulos com movimento neste arquivo de retorno.

    .PARAMETER Desde
    Só os que tiveram movimento a partir deste dia.

    .PARAMETER Ate
    Só os que tiveram movimento até este dia, inclusive.

    .PARAMETER Ultimos
    Quantos, no máximo (padrão: 50).

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da pasta atual.

    .EXAMPLE
    Get-RetornoTitulo -Situacao liquidado -Desde 01/10/2025

    Os liquidados desde o dia 1º.

    .EXAMPLE
    Get-RetornoTitulo -Sacado 'USUARIO 17' | Export-Csv -Path titulos.csv -NoTypeInformation -Encoding UTF8

    Guarda numa planilha os títulos de um sacado.

    .OUTPUTS
    MonitorRetornos.Titulo, com NossoNumero, Sacado, Situacao, Vencimento, Valor, ValorPago e DataPagamento.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding()]
    [OutputType('MonitorRetornos.Titulo')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)] [string[]] $NossoNumero,
        [string] $Sacado,
        [string] $Situacao,
        [string] $Arquivo,
        [datetime] $Desde,
        [datetime] $Ate,
        [ValidateRange(1, 1000000)] [int] $Ultimos = 50,
        [ValidateNotNullOrEmpty()] [string] $Config
    )
    process {
        $argumentos = @('titulos', '--limite', "$Ultimos")
        if ($Sacado) { $argumentos += "--sacado=$Sacado" }
        if ($Situacao) { $argumentos += "--situacao=$Situacao" }
        if ($Arquivo) { $argumentos += "--arquivo=$Arquivo" }
        if ($PSBoundParameters.ContainsKey('Desde')) { $argumentos += @('--de', $Desde.ToString('yyyy-MM-dd')) }
        if ($PSBoundParameters.ContainsKey('Ate')) { $argumentos += @('--ate', $Ate.ToString('yyyy-MM-dd')) }
        $consultas = if ($NossoNumero) { @($NossoNumero | ForEach-Object { "--nosso-numero=$_" }) } else { @('') }
        foreach ($consulta in $consultas) {
            $estes = if ($consulta) { $argumentos + $consulta } else { $argumentos }
            $resposta = Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos $estes -Config $Config
            foreach ($item in @(Get-MonitorCampo $resposta.Documento 'titulos' @())) { ConvertTo-MonitorTitulo $item }
        }
    }
}
