function Wait-RecuperacaoCondicao {
    # Waits until the condition holds, with a countdown on the progress bar; $false when the limit passed.
    # Not blind: state and log are read again each time, and the wait ends with the fact. The condition
    # sees the test as $teste.
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [hashtable] $Teste,
        [Parameter(Mandatory = $true)] [string] $Atividade,
        [Parameter(Mandatory = $true)] [double] $Limite,
        [Parameter(Mandatory = $true)] [scriptblock] $Condicao
    )
    $relogio = [System.Diagnostics.Stopwatch]::StartNew()
    try {
        while ($true) {
            Update-RecuperacaoTeste -Teste $Teste
            if (& $Condicao) { return $true }
            $resta = $Limite - $relogio.Elapsed.TotalSeconds
            if ($resta -le 0) { return $false }
            Write-Progress -Activity 'Teste de recuperação' -Status $Atividade -SecondsRemaining ([int]$resta) `
                -PercentComplete ([Math]::Min(100, [int](100 * $relogio.Elapsed.TotalSeconds / $Limite)))
            Start-Sleep -Milliseconds ([Math]::Min(500, [Math]::Max(50, $resta * 1000)))
        }
    }
    finally { Write-Progress -Activity 'Teste de recuperação' -Completed }
}
