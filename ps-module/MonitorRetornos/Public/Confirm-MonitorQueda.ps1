function Confirm-MonitorQueda {
    <#
    .SYNOPSIS
    Diz que a queda em curso já é conhecida: sem lembretes nem escalada até ela acabar.

    .DESCRIPTION
    Guarda quem reconheceu a queda, quando, e a nota. Aparecem em Get-MonitorStatus, em
    Get-MonitorQueda e no e-mail de recuperação, que ainda é enviado. Reconhecer de novo atualiza
    quem e quando; sem -Nota, a nota anterior fica. A próxima queda é outra, e volta a ser avisada
    por inteiro. Funciona com o monitor em execução ou parado.

    .PARAMETER Nota
    O que se sabe da queda, ou quem cuida dela (até 500 caracteres, numa linha).

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .EXAMPLE
    Confirm-MonitorQueda -Nota 'TI já sabe; disco em troca, volta às 14 h'

    Reconhece a queda em curso e mostra a queda.

    .EXAMPLE
    if ((Get-MonitorStatus).Estado -eq 'inacessivel') { Confirm-MonitorQueda -Nota 'manutenção programada' }

    Num script: só quando há o que reconhecer.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Queda, a queda reconhecida, com ReconhecidaPor, ReconhecidaEm e Nota.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType('MonitorRetornos.Queda')]
    param(
        [Parameter(Position = 0)] [ValidateLength(1, 500)]
        [ArgumentCompleter({
                param($comando, $parametro, $palavra)
                foreach ($frase in 'TI já sabe', 'manutenção em andamento', 'fornecedor acionado') {
                    if ($frase -like "$($palavra.Trim("'", '"'))*") {
                        [System.Management.Automation.CompletionResult]::new("'$frase'", $frase, 'ParameterValue', $frase)
                    }
                }
            })]
        [string] $Nota,
        [ValidateNotNullOrEmpty()] [string] $Config
    )
    if ($Config) { $Config = Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Config }
    $resposta = Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos @('quedas', '--limite', '1') -Config $Config
    $aberta = @(Get-MonitorCampo $resposta.Documento 'quedas' @()) | Where-Object { -not (Get-MonitorCampo $_ 'encerrada' $true) }
    if (-not $aberta) {
        $PSCmdlet.WriteError((New-MonitorErro -Id 'NenhumaQuedaEmCurso' -Categoria ObjectNotFound -Alvo $Config `
                    -Mensagem 'Nenhuma queda em curso: não há o que reconhecer.' `
                    -Proximo 'veja as quedas com Get-MonitorQueda.'))
        return
    }
    $queda = ConvertTo-MonitorQueda @($aberta)[0]
    if (-not $PSCmdlet.ShouldProcess("queda de $($queda.Inicio.ToString('dd/MM/yyyy HH:mm:ss'))", 'Reconhecer')) { return }
    $argumentos = @('reconhecer')
    # In one word with its option: a note may begin with a hyphen.
    if ($Nota) { $argumentos += "--nota=$Nota" }
    $resposta = Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos $argumentos -Config $Config
    $documento = Get-MonitorCampo $resposta.Documento 'queda'
    if ($null -eq $documento) {
        Write-Warning -Message 'A queda acabou neste momento; não foi preciso reconhecê-la.'
        return
    }
    ConvertTo-MonitorQueda $documento
}
