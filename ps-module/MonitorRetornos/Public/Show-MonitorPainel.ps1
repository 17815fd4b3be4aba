function Show-MonitorPainel {
    <#
    .SYNOPSIS
    Mostra um painel ao vivo do monitor na janela do PowerShell.

    .DESCRIPTION
    Ocupa a tela com a situação do monitor e do servidor, a contagem de hoje, a última queda e as
    linhas mais recentes do log, atualizadas até Ctrl+C ou a tecla Q. É para pessoas; scripts usam
    Get-MonitorStatus e Get-MonitorLog, que devolvem objetos.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .PARAMETER IntervaloSegundos
    Segundos entre duas atualizações (padrão: 2).

    .PARAMETER Linhas
    Quantas linhas do log mostrar (padrão: 12).

    .PARAMETER Vezes
    Atualiza só este número de vezes e termina; 0 é sem fim (padrão: 0).

    .EXAMPLE
    Show-MonitorPainel

    Abre o painel; Q ou Ctrl+C fecham.

    .EXAMPLE
    Show-MonitorPainel -IntervaloSegundos 10 -Linhas 30

    Atualiza a cada dez segundos, com mais log.

    .OUTPUTS
    Nada: o painel é só para os olhos.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Position = 0)] [ValidateNotNullOrEmpty()] [string] $Config,
        [ValidateRange(1, 3600)] [int] $IntervaloSegundos = 2,
        [ValidateRange(0, 200)] [int] $Linhas = 12,
        [ValidateRange(0, 1000000)] [int] $Vezes = 0
    )
    $semFiltro = @{ Nivel = $null; Desde = $null; Ate = $null; Texto = $null }
    for ($vez = 1; $Vezes -eq 0 -or $vez -le $Vezes; $vez++) {
        $status = Get-MonitorEstado -Cmdlet $PSCmdlet -Config $Config
        $registros = @()
        if ($Linhas -gt 0 -and $status.ArquivoLog) { $registros = @((Read-MonitorLog -Caminho $status.ArquivoLog -Filtro $semFiltro -Ultimas $Linhas).Registros) }
        $largura = [Math]::Max(40, $Host.UI.RawUI.WindowSize.Width)
        $tela = Format-MonitorPainel -Status $status -Registros $registros -Largura $largura -Agora ([datetime]::Now)
        # One write per frame, from the top left, clearing what is behind: no flicker.
        try { $Host.UI.RawUI.CursorPosition = [System.Management.Automation.Host.Coordinates]::new(0, 0) } catch { Write-Verbose -Message "$_" }
        if ($vez -eq 1) { Clear-Host }
        $Host.UI.WriteLine($tela)
        if ($Vezes -ne 0 -and $vez -eq $Vezes) { break }
        for ($decimo = 0; $decimo -lt $IntervaloSegundos * 10; $decimo++) {
            try {
                if ($Host.UI.RawUI.KeyAvailable -and $Host.UI.RawUI.ReadKey('NoEcho,IncludeKeyDown').Character -in 'q', 'Q') { return }
            }
            catch { Write-Verbose -Message "sem teclado: $_" }
            Start-Sleep -Milliseconds 100
        }
    }
}
