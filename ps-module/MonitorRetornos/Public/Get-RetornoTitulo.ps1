function Get-RetornoTitulo {
    <#
    .SYNOPSIS
    Consulta os títulos que os retornos atualizaram.

    .DESCRIPTION
    Lê o livro de registros: o estado de cada título (boleto) segundo os arquivos de retorno já
    processados. Não depende do servidor. Os valores são decimais exatos, em reais.

    .PARAMETER NossoNumero
    O nosso número, inteiro ou os últimos 10 dígitos; aceita vários, também pela cadeia (pipeline). Um nome que termina
    em .ret é o de um arquivo, como em -Arquivo.

    .PARAMETER Sacado
    Parte do nome do sacado.

    .PARAMETER Cliente
    O número do cliente, de 1 a 6 dígitos.

    .PARAMETER Situacao
    Só os títulos com uma destas situações: aberto, pago, parcial, baixado, rejeitado, cheque-pendente ou indefinido.

    .PARAMETER Arquivo
    Só os títulos com movimento neste arquivo de retorno.

    .PARAMETER Desde
    Só os títulos com a data escolhida em -Por a partir deste dia.

    .PARAMETER Ate
    Só os títulos com a data escolhida em -Por até este dia, inclusive.

    .PARAMETER Por
    Qual data conta em -Desde e -Ate: vencimento, pagamento ou movimento.

    .PARAMETER Movimentos
    Traz também os movimentos de cada título, com o arquivo e a linha de onde vieram.

    .PARAMETER Ultimos
    Só tantos, os de data mais nova (a data de -Por; sem -Por, o vencimento). Sem ele, todos.

    .PARAMETER Pasta
    Outra pasta do mesmo livro de registro (PostgreSQL), escrita por inteiro. Sem ela, a do config.ini.

    .PARAMETER Todas
    Todas as pastas do livro de registro; cada título diz em Pasta a que o trouxe primeiro.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .EXAMPLE
    Get-RetornoTitulo -Situacao pago -Desde (Get-Date).AddDays(-7) -Por pagamento

    Os pagos na última semana.

    .EXAMPLE
    Get-RetornoTitulo -Sacado 'USUARIO 17' | Measure-Object Valor -Sum

    Quanto soma o que um sacado tem. Para uma planilha, use Export-RetornoPlanilha.

    .INPUTS
    System.String: números (nosso número) ou nomes de arquivo .ret. Também objetos com a propriedade NossoNumero, ou Nome,
    como os de Get-RetornoArquivo.

    .OUTPUTS
    MonitorRetornos.Titulo, com NossoNumero, Sacado, Situacao, Vencimento, Valor, ValorPago, DataPagamento e
    Movimentos; datas são DateTime, valores são decimal.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding()]
    [OutputType('MonitorRetornos.Titulo')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)] [string[]] $NossoNumero,
        [ValidateNotNullOrEmpty()] [string] $Sacado,
        [ValidatePattern('^\d{1,6}$')] [string] $Cliente,
        [ValidateSet('aberto', 'pago', 'parcial', 'baixado', 'rejeitado', 'cheque-pendente', 'indefinido')] [string[]] $Situacao,
        [Parameter(ValueFromPipelineByPropertyName = $true)] [Alias('Nome')] [ValidateNotNullOrEmpty()] [string] $Arquivo,
        [Alias('After', 'Since')] [datetime] $Desde,
        [Alias('Before', 'Until')] [datetime] $Ate,
        [ValidateSet('vencimento', 'pagamento', 'movimento')] [string] $Por,
        [switch] $Movimentos,
        [ValidateRange(1, 1000000)] [Alias('Last', 'Newest')] [int] $Ultimos,
        [ValidateNotNullOrEmpty()] [string] $Pasta,
        [switch] $Todas,
        [ValidateNotNullOrEmpty()] [string] $Config
    )
    process {
        # Whoever names no number gets all of them: a sum over a part would be wrong without a word.
        $escolhidos = $PSBoundParameters.ContainsKey('Ultimos')
        $argumentos = if ($escolhidos) { @('titulos', '--ultimos', "$Ultimos") } else { @('titulos', '--limite', '1000000') }
        # An object that says its file by name comes down the pipeline as text too; then the name counts.
        $numeros = @($NossoNumero | Where-Object { $_ -and -not ($Arquivo -and $_ -like '@{*') })
        $argumentos += @(Get-MonitorFiltroTitulo -Parametros $PSBoundParameters)
        if ($Movimentos) { $argumentos += '--movimentos' }
        $consultas = if ($numeros.Count -eq 0) { @('') } else {
            @(foreach ($numero in $numeros) {
                    if ($numero -match '\.ret$') { "--arquivo=$numero" }
                    elseif ($numero -match '^[\d.\-/ ]*\d[\d.\-/ ]*$') { "--numero=$numero" }
                    else {
                        $PSCmdlet.WriteError((New-MonitorErro -Id 'NossoNumeroInvalido' -Categoria InvalidArgument -Alvo $numero `
                                    -Mensagem "'$numero' não é um nosso número." -Proximo 'escreva só os dígitos; para procurar por nome, use -Sacado, e por arquivo, -Arquivo.'))
                    }
                })
        }
        foreach ($consulta in $consultas) {
            $estes = if ($consulta) { $argumentos + $consulta } else { $argumentos }
            $resposta = Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos $estes -Config $Config -TempoLimiteSegundos 600
            if ($null -eq $resposta.Documento) { return }
            foreach ($item in @(Get-MonitorCampo $resposta.Documento 'titulos' @())) { ConvertTo-MonitorTitulo $item }
            if (-not $escolhidos) { Write-MonitorCorte -Cmdlet $PSCmdlet -Documento $resposta.Documento -Limite 1000000 }
        }
    }
}
