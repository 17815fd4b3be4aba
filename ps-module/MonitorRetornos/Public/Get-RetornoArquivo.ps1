function Get-RetornoArquivo {
    <#
    .SYNOPSIS
    Consulta os arquivos de retorno já tratados.

    .DESCRIPTION
    Lê o livro de registros: cada arquivo que o monitor processou, recusou, reconheceu como duplicado
    ou guardou em Ignorados, do mais novo para o mais antigo. Não depende do servidor.

    .PARAMETER Nome
    Nome do arquivo; aceita * e ?. Um nome que tem colchetes é achado também como está.

    .PARAMETER Situacao
    Só os arquivos com esta situação: processado, recusado, duplicado ou ignorado.

    .PARAMETER Desde
    Só os tratados a partir deste dia.

    .PARAMETER Ate
    Só os tratados até este dia, inclusive.

    .PARAMETER Ultimos
    Só os mais novos, tantos. Sem ele, todos.

    .PARAMETER SemTestes
    Deixa de fora os arquivos de Test-Recuperacao (Teste, na saída).

    .PARAMETER Pendentes
    Em vez dos tratados, o que ainda está na pasta, como o monitor viu por último: os que têm problema primeiro.

    .PARAMETER Pasta
    Outra pasta do mesmo livro de registro (PostgreSQL), escrita por inteiro. Sem ela, a do config.ini.

    .PARAMETER Todas
    Todas as pastas do livro de registro; cada arquivo diz a sua em Pasta.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .EXAMPLE
    Get-RetornoArquivo -Situacao recusado | Format-Table Nome, Motivo -Wrap

    Os recusados, com o motivo.

    .EXAMPLE
    Get-RetornoArquivo -Desde (Get-Date).Date | Measure-Object Titulos -Sum

    Quantos títulos chegaram hoje.

    .EXAMPLE
    Get-RetornoArquivo | Where-Object Avisos | Select-Object -ExpandProperty Avisos

    O que se estranhou nos arquivos aceitos.

    .EXAMPLE
    Get-RetornoArquivo -Pendentes | Where-Object Situacao -eq 'com-problema'

    O que o monitor não consegue tratar, desde quando e por quê.

    .EXAMPLE
    Get-RetornoArquivo -Todas -Ultimos 20 | Format-Table Pasta, Nome, Situacao

    Os vinte mais novos de todas as pastas de um livro em PostgreSQL.

    .INPUTS
    System.String: nomes de arquivo. Também objetos com a propriedade Nome ou Name, como os de Get-ChildItem.

    .OUTPUTS
    MonitorRetornos.Arquivo, com Nome, Situacao, Em (DateTime), Formato, Titulos, Motivo, Avisos (cada um com
    Codigo, Linha e Mensagem), Destino, NomeFinal, Teste e Sha256; Pasta, com -Todas. Com -Pendentes, MonitorRetornos.Pendente: Nome, Situacao
    (com-problema, registrado, aguardando), Desde, Tentativas e Motivo.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(DefaultParameterSetName = 'Tratados')]
    [OutputType('MonitorRetornos.Arquivo', 'MonitorRetornos.Pendente')]
    param(
        [Parameter(Position = 0, ParameterSetName = 'Tratados', ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)] [SupportsWildcards()] [Alias('Name')] [string] $Nome,
        [Parameter(ParameterSetName = 'Tratados')] [ValidateSet('processado', 'recusado', 'duplicado', 'ignorado')] [string] $Situacao,
        [Parameter(ParameterSetName = 'Tratados')] [Alias('After', 'Since')] [datetime] $Desde,
        [Parameter(ParameterSetName = 'Tratados')] [Alias('Before', 'Until')] [datetime] $Ate,
        [Parameter(ParameterSetName = 'Tratados')] [ValidateRange(1, 1000000)] [Alias('First', 'Newest')] [int] $Ultimos,
        [Parameter(ParameterSetName = 'Tratados')] [switch] $SemTestes,
        [Parameter(Mandatory = $true, ParameterSetName = 'Pendentes')] [switch] $Pendentes,
        [ValidateNotNullOrEmpty()] [string] $Pasta,
        [switch] $Todas,
        [ValidateNotNullOrEmpty()] [string] $Config
    )
    process {
        if ($Pendentes) {
            $resposta = Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos (@('arquivos', '--pendentes') + @(Get-MonitorFiltroPasta -Parametros $PSBoundParameters)) -Config $Config
            foreach ($item in @(Get-MonitorCampo $resposta.Documento 'arquivos' @())) {
                New-MonitorObjeto 'MonitorRetornos.Pendente' ([ordered]@{
                    Nome       = [string](Get-MonitorCampo $item 'nome' '')
                    Situacao   = [string](Get-MonitorCampo $item 'situacao' '')
                    Desde      = ConvertTo-MonitorData (Get-MonitorCampo $item 'desde')
                    Tentativas = [int](Get-MonitorCampo $item 'tentativas' 0)
                    Motivo     = Get-MonitorCampo $item 'motivo'
                    Pasta      = Get-MonitorCampo $item 'pasta'
                })
            }
            return
        }
        $argumentos = @('arquivos') + @(Get-MonitorFiltroPasta -Parametros $PSBoundParameters)
        if ($SemTestes) { $argumentos += '--sem-testes' }
        if ($Situacao) { $argumentos += @('--situacao', $Situacao) }
        if ($PSBoundParameters.ContainsKey('Desde')) { $argumentos += @('--desde', $Desde.ToString('yyyy-MM-dd')) }
        if ($PSBoundParameters.ContainsKey('Ate')) { $argumentos += @('--ate', $Ate.ToString('yyyy-MM-dd')) }
        # The program looks for a part of the name: the longest piece without wildcards; the rest is done here.
        $exato = $null
        # Whoever names no number gets all of them: a sum over a part would be wrong without a word.
        $maximo = if ($PSBoundParameters.ContainsKey('Ultimos')) { $Ultimos } else { 1000000 }
        $limite = $maximo
        if ($Nome) {
            $exato = [System.Management.Automation.WildcardPattern]::Get($Nome, [System.Management.Automation.WildcardOptions]::IgnoreCase)
            $parte = @($Nome -split '[*?\[\]`]' | Sort-Object -Property Length -Descending)[0]
            if ($parte) { $argumentos += "--nome=$parte" }
            $limite = 1000000
        }
        $argumentos += @('--limite', "$limite")
        $resposta = Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos $argumentos -Config $Config -TempoLimiteSegundos 600
        $dados = 0
        foreach ($item in @(Get-MonitorCampo $resposta.Documento 'arquivos' @())) {
            if ($dados -ge $maximo) { break }
            if ($null -ne $exato -and -not $exato.IsMatch([string]$item.nome) -and $item.nome -ne $Nome) { continue }
            $dados++
            ConvertTo-MonitorArquivo $item
        }
        if ($dados -lt $maximo -or -not $PSBoundParameters.ContainsKey('Ultimos')) { Write-MonitorCorte -Cmdlet $PSCmdlet -Documento $resposta.Documento -Limite $limite }
    }
}
