function Export-RetornoPlanilha {
    <#
    .SYNOPSIS
    Grava títulos numa planilha que o Excel abre com dois cliques.

    .DESCRIPTION
    Grava num arquivo novo todos os títulos que servem: .xlsx (datas e valores como datas e números) ou .csv (ponto e
    vírgula, UTF-8 com BOM, vírgula decimal). Quem grava é o programa, do livro de registro; nada é cortado, e um
    arquivo que já existe nunca é trocado. Não depende do servidor.

    .PARAMETER Caminho
    O arquivo a gravar, com a extensão .xlsx ou .csv.

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

    .PARAMETER Pasta
    Outra pasta do mesmo livro de registro (PostgreSQL), escrita por inteiro. Sem ela, a do config.ini.

    .PARAMETER Todas
    Todas as pastas do livro de registro; a última coluna diz a que trouxe o título primeiro.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .EXAMPLE
    Export-RetornoPlanilha pagos.xlsx -Situacao pago -Por pagamento -Desde (Get-Date).AddDays(-7)

    Os pagos na última semana.

    .EXAMPLE
    Export-RetornoPlanilha titulos.csv -Sacado 'USUARIO 17' | Invoke-Item

    Os títulos de um sacado, abertos em seguida.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    System.IO.FileInfo, o arquivo gravado. Com -WhatIf, nada.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([System.IO.FileInfo])]
    param(
        [Parameter(Mandatory = $true, Position = 0)] [ValidatePattern('\.(xlsx|csv)$')] [Alias('Path')] [string] $Caminho,
        [ValidateNotNullOrEmpty()] [string] $Sacado,
        [ValidatePattern('^\d{1,6}$')] [string] $Cliente,
        [ValidateSet('aberto', 'pago', 'parcial', 'baixado', 'rejeitado', 'cheque-pendente', 'indefinido')] [string[]] $Situacao,
        [ValidateNotNullOrEmpty()] [string] $Arquivo,
        [Alias('After', 'Since')] [datetime] $Desde,
        [Alias('Before', 'Until')] [datetime] $Ate,
        [ValidateSet('vencimento', 'pagamento', 'movimento')] [string] $Por,
        [ValidateNotNullOrEmpty()] [string] $Pasta,
        [switch] $Todas,
        [ValidateNotNullOrEmpty()] [string] $Config
    )
    $destino = Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Caminho
    if ([System.IO.File]::Exists($destino)) {
        Stop-MonitorComando -Cmdlet $PSCmdlet -Erro (New-MonitorErro -Id 'ArquivoJaExiste' -Categoria ResourceExists -Alvo $destino `
                    -Mensagem "'$destino' já existe, e nada é trocado." -Proximo 'escolha outro nome.')
        return
    }
    if (-not $PSCmdlet.ShouldProcess($destino, 'Gravar a planilha')) { return }
    $opcao = if ($destino.EndsWith('.csv', [System.StringComparison]::OrdinalIgnoreCase)) { '--csv' } else { '--xlsx' }
    # The list that comes back is not needed.
    $argumentos = @('titulos', '--limite', '1', "$opcao=$destino") + @(Get-MonitorFiltroTitulo -Parametros $PSBoundParameters)
    $resposta = Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos $argumentos -Config $Config -TempoLimiteSegundos 600
    if ($null -ne $resposta.Documento) { [System.IO.FileInfo]::new($destino) }
}
