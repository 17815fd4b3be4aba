function Invoke-MonitorExecutavel {
    # Runs the program that lies in a given place, whichever the module uses, and answers { CodigoSaida; Texto } of its
    # standard output. Throws what keeps it from starting; one that does not end in time is ended, and answered with -1.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Programa,
        [Parameter(Mandatory = $true)] [string[]] $Argumentos,
        [int] $TempoLimiteSegundos = 60
    )
    $inicio = [System.Diagnostics.ProcessStartInfo]::new($Programa, (ConvertTo-MonitorArgumento $Argumentos))
    $inicio.UseShellExecute = $false
    $inicio.CreateNoWindow = $true
    $inicio.WorkingDirectory = [System.IO.Path]::GetDirectoryName($Programa)
    $inicio.RedirectStandardOutput = $true
    $inicio.RedirectStandardError = $true
    $inicio.RedirectStandardInput = $true
    $inicio.StandardOutputEncoding = [System.Text.UTF8Encoding]::new($false)
    $processo = [System.Diagnostics.Process]::Start($inicio)
    try {
        $processo.StandardInput.Close()
        $saida = $processo.StandardOutput.ReadToEndAsync()
        $erros = $processo.StandardError.ReadToEndAsync()
        if (-not $processo.WaitForExit($TempoLimiteSegundos * 1000)) { return [pscustomobject]@{ CodigoSaida = -1; Texto = '' } }
        $null = $erros.Wait(5000)
        [pscustomobject]@{ CodigoSaida = $processo.ExitCode; Texto = $(if ($saida.Wait(5000)) { $saida.Result.Trim() } else { '' }) }
    }
    finally {
        if (-not $processo.HasExited) { try { $processo.Kill() } catch [System.InvalidOperationException] { $null = $_ } }
        $processo.Dispose()
    }
}
