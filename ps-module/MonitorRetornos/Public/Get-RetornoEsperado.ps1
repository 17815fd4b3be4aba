function Get-RetornoEsperado {
    <#
    .SYNOPSIS
    Mostra os arquivos que o banco deve entregar hoje, e o que falta.

    .DESCRIPTION
    De cada regra [ESPERADO nome] do config.ini, o dia, a hora-limite e a situação: chegou,
    aguardando ou faltando. Um arquivo que faltou num dia anterior continua na lista até chegar.
    Lê o livro de registros; não depende do servidor.

    .PARAMETER Sugerir
    Em vez da lista, propõe regras a partir do que já chegou, com a evidência de cada uma, prontas
    para colar no config.ini.

    .PARAMETER Pasta
    Com -Sugerir: outra pasta do mesmo livro de registro (PostgreSQL), escrita por inteiro. Sem ela, a do config.ini.

    .PARAMETER Todas
    Todas as pastas do livro de registro, com -Sugerir; cada proposta diz a sua em Pasta. As regras de outra pasta estão no config.ini do monitor dela.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .EXAMPLE
    Get-RetornoEsperado | Where-Object Situacao -eq 'faltando'

    Só o que passou da hora e não chegou.

    .EXAMPLE
    (Get-RetornoEsperado -Sugerir).Regra

    As regras que a história sustenta, prontas para colar no config.ini.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Esperado: Nome, Dia, Ate, Limite (DateTime), Situacao, Criterio, Arquivo, Em, Avisado.
    Com -Sugerir, MonitorRetornos.Sugestao: Regra ($null quando a história não sustenta uma), Evidencia, De, Ate, Dias, DiasComArquivo, DiasNaHora.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding()]
    [OutputType('MonitorRetornos.Esperado', 'MonitorRetornos.Sugestao')]
    param(
        [switch] $Sugerir,
        [ValidateNotNullOrEmpty()] [string] $Pasta,
        [switch] $Todas,
        [ValidateNotNullOrEmpty()] [string] $Config
    )
    if ($Config) { $Config = Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Config }
    $argumentos = @('esperados') + @(Get-MonitorFiltroPasta -Parametros $PSBoundParameters)
    if ($Sugerir) { $argumentos += '--sugerir' }
    $documento = (Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos $argumentos -Config $Config).Documento
    if ($Sugerir) {
        foreach ($item in @(Get-MonitorCampo $documento 'sugestoes' @())) {
            New-MonitorObjeto 'MonitorRetornos.Sugestao' ([ordered]@{
                    Regra          = Get-MonitorCampo $item 'regra'
                    Evidencia      = [string](Get-MonitorCampo $item 'evidencia' '')
                    De             = ConvertTo-MonitorData (Get-MonitorCampo $item 'de')
                    Ate            = ConvertTo-MonitorData (Get-MonitorCampo $item 'ate')
                    Dias           = [int](Get-MonitorCampo $item 'dias' 0)
                    DiasComArquivo = [int](Get-MonitorCampo $item 'diasComArquivo' 0)
                    DiasNaHora     = [int](Get-MonitorCampo $item 'diasNaHora' 0)
                    Pasta          = Get-MonitorCampo $item 'pasta'
                })
        }
        return
    }
    if ([int](Get-MonitorCampo $documento 'regras' 0) -eq 0) {
        Write-Warning -Message 'Nenhuma regra [ESPERADO nome] no config.ini; Get-RetornoEsperado -Sugerir propõe as que a história sustenta.'
    }
    foreach ($item in @(Get-MonitorCampo $documento 'esperados' @())) { ConvertTo-MonitorEsperado $item }
}
