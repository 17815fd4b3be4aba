function Invoke-MonitorPagina {
    # Serves the page from here and opens it, until the program ends or Q is pressed.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [Parameter(Mandatory = $true)] [string[]] $Argumentos,
        [string] $Config
    )
    $inicio = New-MonitorProcesso -Cmdlet $Cmdlet -Argumentos $Argumentos -Config $Config
    $inicio.RedirectStandardOutput = $true
    $inicio.RedirectStandardError = $true
    $inicio.StandardOutputEncoding = [System.Text.UTF8Encoding]::new($false)
    $inicio.StandardErrorEncoding = [System.Text.UTF8Encoding]::new($false)
    $processo = Open-MonitorProcesso -Cmdlet $Cmdlet -Inicio $inicio
    try {
        $mensagens = $processo.StandardError.ReadToEndAsync()
        $texto = ''
        while ($null -ne ($linha = $processo.StandardOutput.ReadLine())) {
            $texto += $linha
            if ($linha -eq '}') { break }
        }
        $documento = try { ConvertFrom-Json -InputObject $texto } catch { $null }
        $endereco = Get-MonitorCampo $documento 'url'
        if (-not $endereco) {
            $processo.WaitForExit()
            $Cmdlet.ThrowTerminatingError((ConvertTo-MonitorErro -Codigo $processo.ExitCode -Comando 'painel' -Documento $documento -Mensagens @($mensagens.Result -split '\r?\n')))
        }
        Open-MonitorEndereco -Endereco $endereco
        $Host.UI.WriteLine("Página em $endereco (só desta máquina). Q ou Ctrl+C a encerram.")
        while (-not $processo.WaitForExit(200)) {
            try {
                if ($Host.UI.RawUI.KeyAvailable -and $Host.UI.RawUI.ReadKey('NoEcho,IncludeKeyDown').Character -in 'q', 'Q') { return }
            }
            catch { Write-Verbose -Message "sem teclado: $_" }
        }
    }
    finally {
        # Also after Ctrl+C: nothing of ours goes on running.
        if (-not $processo.HasExited) { try { $processo.Kill() } catch [System.InvalidOperationException] { $null = $_ } }
        $processo.Dispose()
    }
}
