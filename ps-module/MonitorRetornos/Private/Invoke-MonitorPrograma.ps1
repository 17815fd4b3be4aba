function Invoke-MonitorPrograma {
    # Runs one command of the program with --json and answers { CodigoSaida, Documento, Mensagens }.
    # Anything outside -CodigosAceitos ends the calling command with its own ErrorRecord.
    # Both streams are read while it runs, as UTF-8 whatever the console's code page, and standard
    # error is never PowerShell's error stream, so $ErrorActionPreference = 'Stop' is harmless.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string[]] $Argumentos,
        [string] $Config,
        [int[]] $CodigosAceitos = @(0),
        [int] $TempoLimiteSegundos = 120,
        # Called with each line of standard error as it comes.
        [scriptblock] $AoReceberLinha
    )
    # What an asked for silence is answered with.
    $nada = [pscustomobject]@{ CodigoSaida = 0; Documento = $null; Mensagens = [string[]]@() }
    $inicio = New-MonitorProcesso -Cmdlet $Cmdlet -Argumentos (@($Argumentos[0], '--json') + @($Argumentos | Select-Object -Skip 1)) -Config $Config
    if ($null -eq $inicio) { return $nada }
    $inicio.RedirectStandardOutput = $true
    $inicio.RedirectStandardError = $true
    $inicio.RedirectStandardInput = $true
    $inicio.StandardOutputEncoding = [System.Text.UTF8Encoding]::new($false)
    $inicio.StandardErrorEncoding = [System.Text.UTF8Encoding]::new($false)
    Write-Verbose -Message "$($inicio.FileName) $($inicio.Arguments)"

    $mensagens = [System.Collections.Generic.List[string]]::new()
    $relogio = [System.Diagnostics.Stopwatch]::StartNew()
    $processo = Open-MonitorProcesso -Cmdlet $Cmdlet -Inicio $inicio
    if ($null -eq $processo) { return $nada }
    try {
        $processo.StandardInput.Close()
        $saida = $processo.StandardOutput.ReadToEndAsync()
        $linha = $processo.StandardError.ReadLineAsync()
        $esgotado = $false
        while ($null -ne $linha -or -not $saida.IsCompleted) {
            if ($relogio.Elapsed.TotalSeconds -gt $TempoLimiteSegundos) { $esgotado = $true; break }
            if ($null -eq $linha) { $null = $saida.Wait(50); continue }
            if (-not $linha.Wait(50)) { continue }
            if ($null -eq $linha.Result) { $linha = $null; continue }
            # How far it is belongs to whoever shows it, and to no error.
            if ($linha.Result -notlike 'andamento: {*') { $mensagens.Add($linha.Result) }
            if ($AoReceberLinha) { & $AoReceberLinha $linha.Result }
            $linha = $processo.StandardError.ReadLineAsync()
        }
        if ($esgotado) {
            Stop-MonitorComando -Cmdlet $Cmdlet -Erro (New-MonitorErro -Id 'TempoEsgotado' -Categoria OperationTimeout -Alvo $Argumentos[0] `
                        -Mensagem "'$($Argumentos[0])' não terminou em $TempoLimiteSegundos segundos e foi encerrado." `
                        -Proximo 'veja Get-MonitorLog e o estado do servidor com Test-MonitorConfiguracao.')
            return $nada
        }
        $processo.WaitForExit()
        $codigo = $processo.ExitCode
        $texto = $saida.Result.Trim()
    }
    finally {
        # Also after Ctrl+C: nothing of ours goes on running.
        if (-not $processo.HasExited) { try { $processo.Kill() } catch [System.InvalidOperationException] { $null = $_ } }
        $processo.Dispose()
    }

    $documento = $null
    $legivel = $true
    if ($texto) { try { $documento = ConvertFrom-Json -InputObject $texto } catch { $legivel = $false } }
    if ($CodigosAceitos -notcontains $codigo) {
        Stop-MonitorComando -Cmdlet $Cmdlet -Erro (ConvertTo-MonitorErro -Codigo $codigo -Comando $Argumentos[0] -Documento $documento -Mensagens $mensagens)
        return $nada
    }
    if (-not $legivel -or ($null -eq $documento -and $texto -ne '[]')) {
        Stop-MonitorComando -Cmdlet $Cmdlet -Erro (New-MonitorErro -Id 'RespostaInvalida' -Categoria InvalidData -Alvo $texto `
                    -Mensagem "'$($Argumentos[0])' respondeu algo que não é JSON." `
                    -Proximo 'confira se o módulo e o programa são da mesma versão (reinstale com install.ps1).')
        return $nada
    }
    [pscustomobject]@{ CodigoSaida = $codigo; Documento = $documento; Mensagens = $mensagens.ToArray() }
}
