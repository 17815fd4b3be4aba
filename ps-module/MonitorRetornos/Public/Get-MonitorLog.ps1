function Get-MonitorLog {
    <#
    .SYNOPSIS
    Lê o log do monitor como objetos, com data, nível e mensagem.

    .DESCRIPTION
    Lê o arquivo de log e, quando é preciso ir mais longe, os arquivos rotacionados (.1, .2, ...).
    O arquivo é aberto sem atrapalhar o monitor, que continua escrevendo.

    .PARAMETER Ultimas
    Quantos registros mostrar, contados do fim (padrão: 50; com -Desde, todos).

    .PARAMETER Nivel
    Só estes níveis: DEBUG, INFO, WARNING, ERROR ou CRITICAL.

    .PARAMETER Desde
    Só os registros a partir desta data e hora.

    .PARAMETER Ate
    Só os registros até esta data e hora, inclusive.

    .PARAMETER Texto
    Só os registros cuja mensagem contém este texto (aceita * e ?).

    .PARAMETER Seguir
    Continua mostrando o que o monitor escrever, até Ctrl+C.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .PARAMETER Arquivo
    Lê este arquivo de log em vez do que está na configuração.

    .EXAMPLE
    Get-MonitorLog -Ultimas 20

    Os últimos vinte registros.

    .EXAMPLE
    Get-MonitorLog -Nivel ERROR -Desde (Get-Date).AddDays(-7) | Format-Table -Wrap

    Os erros da última semana.

    .EXAMPLE
    Get-MonitorLog -Seguir

    Acompanha o log ao vivo.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Log, com Data (DateTime), Nivel e Mensagem.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding()]
    [OutputType('MonitorRetornos.Log')]
    param(
        [Parameter(Position = 0)] [ValidateRange(1, 10000000)] [Alias('Last', 'Tail', 'Newest')] [int] $Ultimas,
        [ValidateSet('DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL')] [Alias('Level')] [string[]] $Nivel,
        [Alias('After', 'Since')] [datetime] $Desde,
        [Alias('Before', 'Until')] [datetime] $Ate,
        [Alias('Pattern')] [string] $Texto,
        [Alias('Wait', 'Follow')] [switch] $Seguir,
        [ValidateNotNullOrEmpty()] [string] $Config,
        [ValidateNotNullOrEmpty()] [Alias('Path', 'LiteralPath')] [string] $Arquivo
    )
    $filtro = @{ Nivel = $Nivel; Desde = $null; Ate = $null; Texto = $null }
    if ($PSBoundParameters.ContainsKey('Desde')) { $filtro.Desde = $Desde }
    if ($PSBoundParameters.ContainsKey('Ate')) { $filtro.Ate = $Ate }
    if ($Texto) { $filtro.Texto = "*$Texto*" }
    $quantas = if ($PSBoundParameters.ContainsKey('Ultimas')) { $Ultimas } elseif ($null -ne $filtro.Desde) { [int]::MaxValue } else { 50 }

    if ($Arquivo) { $caminho = Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Arquivo }
    else {
        $estado = Get-MonitorEstado -Cmdlet $PSCmdlet -Config $Config
        if ($null -eq $estado) { return }
        $caminho = [string]$estado.ArquivoLog
    }
    if (-not [System.IO.File]::Exists($caminho) -and -not $Seguir) {
        Stop-MonitorComando -Cmdlet $PSCmdlet -Erro (New-MonitorErro -Id 'LogNaoEncontrado' -Categoria ObjectNotFound -Alvo $caminho `
                    -Mensagem "O arquivo de log '$caminho' ainda não existe." `
                    -Proximo 'inicie o monitor (Start-MonitorRetornos), ou confira arquivo_log em [LOGS].')
        return
    }

    $lido = Read-MonitorLog -Caminho $caminho -Filtro $filtro -Ultimas $quantas
    $lido.Registros
    $posicao = $lido.Posicao
    while ($Seguir) {
        Start-Sleep -Milliseconds 400
        $novo = Read-MonitorLogNovo -Caminho $caminho -Posicao $posicao -Filtro $filtro
        $posicao = $novo.Posicao
        $novo.Registros
    }
}
