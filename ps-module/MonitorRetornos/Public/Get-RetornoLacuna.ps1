function Get-RetornoLacuna {
    <#
    .SYNOPSIS
    Mostra os números que faltam na sequência dos arquivos de retorno.

    .DESCRIPTION
    Por banco, conta, convênio e formato, o que falta entre dois arquivos que chegaram: um arquivo que
    o banco gerou e que não apareceu na pasta. Um contador que recomeça não é lacuna, nem o que veio
    antes do primeiro arquivo. Lê o livro de registros; não depende do servidor.

    .PARAMETER Pasta
    Outra pasta do mesmo livro de registro (PostgreSQL), escrita por inteiro. Sem ela, a do config.ini.

    .PARAMETER Todas
    Todas as pastas do livro de registro; cada lacuna diz a sua em Pasta.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .EXAMPLE
    Get-RetornoLacuna

    As lacunas em aberto.

    .EXAMPLE
    Get-RetornoLacuna | Format-List Conta, Faltam, Antes, Depois

    O que pedir ao banco: a conta, os números, e entre quais arquivos.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Lacuna: Conta, Faltam, Primeiro, Ultimo, Passo, Quantidade, Antes, Depois, Desde, Avisada, Anterior (de antes de o programa observar sequências: não é avisada), ConfirmadaPeloEstoque.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding()]
    [OutputType('MonitorRetornos.Lacuna')]
    param(
        [Parameter(Position = 0)] [ValidateNotNullOrEmpty()] [string] $Config,
        [ValidateNotNullOrEmpty()] [string] $Pasta,
        [switch] $Todas
    )
    if ($Config) { $Config = Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Config }
    $resposta = Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos (@('lacunas') + @(Get-MonitorFiltroPasta -Parametros $PSBoundParameters)) -Config $Config
    foreach ($lacuna in @(Get-MonitorCampo $resposta.Documento 'lacunas' @())) { ConvertTo-MonitorLacuna $lacuna }
}
