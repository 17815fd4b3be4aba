function Test-MonitorAcessoConta {
    # Does the folder answer when asked by the task's own account? Runs 'verificar' once in a task of the same account,
    # its document into -Resposta, and answers its exit code (0 well, 6 out of reach), or $null when it did not end in time.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Modelo,
        [Parameter(Mandatory = $true)] [string] $Programa,
        [Parameter(Mandatory = $true)] [string] $Config,
        [Parameter(Mandatory = $true)] [string] $Resposta,
        [Parameter(Mandatory = $true)] $Conta,
        [System.Management.Automation.PSCredential] $Credencial,
        [int] $TempoLimiteSegundos = 90
    )
    $nome = 'MonitorRetornos-Verificacao'
    $registro = @{
        Modelo = $Modelo; Conta = $Conta; Credencial = $Credencial; Nome = $nome; SemGatilhos = $true
        Comando = [System.IO.Path]::Combine([System.Environment]::GetFolderPath([System.Environment+SpecialFolder]::System), 'cmd.exe')
        # With /s everything between the first quote and the last is the command.
        Argumentos = "/d /s /c `"`"$Programa`" verificar --json --config `"$Config`" > `"$Resposta`"`""; PastaTrabalho = [System.IO.Path]::GetDirectoryName($Config)
    }
    Register-MonitorTarefa @registro
    try {
        Start-ScheduledTask -TaskName $nome -TaskPath '\' -ErrorAction Stop
        $relogio = [System.Diagnostics.Stopwatch]::StartNew()
        do {
            Start-Sleep -Milliseconds 500
            $estado = "$((Get-ScheduledTask -TaskName $nome -TaskPath '\' -ErrorAction Stop).State)"
            $codigo = [long](Get-ScheduledTaskInfo -TaskName $nome -TaskPath '\' -ErrorAction Stop).LastTaskResult
            # 267009 and 267011: running, and not run yet. Running is 4 under PowerShell 7.
            if ($estado -notin 'Running', '4' -and $codigo -notin 267009, 267011) { return $codigo }
        } while ($relogio.Elapsed.TotalSeconds -lt $TempoLimiteSegundos)
        $null
    }
    finally { Unregister-ScheduledTask -TaskName $nome -TaskPath '\' -Confirm:$false -ErrorAction SilentlyContinue }
}
