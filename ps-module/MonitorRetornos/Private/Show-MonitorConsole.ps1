function Show-MonitorConsole {
    # The live panel in this window, until Q, or so many times.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [string] $Config,
        [int] $IntervaloSegundos,
        [int] $Linhas,
        [int] $Vezes
    )
    $semFiltro = @{ Nivel = $null; Desde = $null; Ate = $null; Texto = $null }
    for ($vez = 1; $Vezes -eq 0 -or $vez -le $Vezes; $vez++) {
        $status = Get-MonitorEstado -Cmdlet $Cmdlet -Config $Config
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
