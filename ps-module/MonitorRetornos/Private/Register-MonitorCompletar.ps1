function Register-MonitorCompletar {
    # Tab completion for values that are not fixed lists: what the ledger has of files, sacados and customers.
    [CmdletBinding()]
    param()
    $nomes = {
        param($comando, $parametro, $palavra, $ast, $dados)
        try {
            $filtro = @{ Nome = $palavra.Trim("'", '"', '*') + '*' }
            if ($dados.ContainsKey('Config')) { $filtro.Config = $dados['Config'] }
            Get-RetornoArquivo @filtro -Ultimos 30 -ErrorAction Stop | ForEach-Object {
                $texto = $_.Nome
                if ($texto -match "[\s'`"``;$(){}&|<>]") { $texto = "'" + $texto.Replace("'", "''") + "'" }
                [System.Management.Automation.CompletionResult]::new($texto, $_.Nome, 'ParameterValue', ('{0} em {1:dd/MM/yyyy HH:mm:ss}' -f $_.Situacao, $_.Em))
            }
        }
        catch { $null = $_ } # no completion is better than an error at the prompt
    }
    # The customer's number stands at the start of the sacado's name: both are looked for there.
    $sacados = {
        param($comando, $parametro, $palavra, $ast, $dados)
        try {
            $inicio = $palavra.Trim("'", '"', '*')
            $filtro = @{ Ultimos = 500 }
            if ($inicio) { $filtro.Sacado = $inicio }
            if ($dados.ContainsKey('Config')) { $filtro.Config = $dados['Config'] }
            $valores = Get-RetornoTitulo @filtro -ErrorAction Stop | ForEach-Object { $_.$parametro } | Where-Object { $_ } | Sort-Object -Unique
            if ($parametro -eq 'Cliente') { $valores = $valores | Where-Object { $_ -like "$inicio*" } }
            foreach ($valor in ($valores | Select-Object -First 30)) {
                $texto = if ($valor -match '^\w+$') { $valor } else { "'" + $valor.Replace("'", "''") + "'" }
                [System.Management.Automation.CompletionResult]::new($texto, $valor, 'ParameterValue', $valor)
            }
        }
        catch { $null = $_ } # no completion is better than an error at the prompt
    }
    # The folders of the ledger, as they have to be written.
    $pastas = {
        param($comando, $parametro, $palavra, $ast, $dados)
        try {
            $filtro = @{}
            if ($dados.ContainsKey('Config')) { $filtro.Config = $dados['Config'] }
            $inicio = $palavra.Trim("'", '"')
            Get-MonitorStatus @filtro -Todas -ErrorAction Stop | Where-Object { $_.Pasta.StartsWith($inicio, [System.StringComparison]::OrdinalIgnoreCase) } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new("'" + $_.Pasta.Replace("'", "''") + "'", $_.Pasta, 'ParameterValue', $_.Estado)
            }
        }
        catch { $null = $_ } # no completion is better than an error at the prompt
    }
    Register-ArgumentCompleter -CommandName 'Get-MonitorStatus', 'Get-MonitorQueda', 'Get-RetornoArquivo', 'Get-RetornoTitulo', 'Get-RetornoLacuna', 'Get-RetornoEsperado', 'Export-RetornoPlanilha' -ParameterName 'Pasta' -ScriptBlock $pastas
    foreach ($nome in 'Sacado', 'Cliente') { Register-ArgumentCompleter -CommandName 'Get-RetornoTitulo', 'Export-RetornoPlanilha' -ParameterName $nome -ScriptBlock $sacados }
    Register-ArgumentCompleter -CommandName 'Get-RetornoArquivo' -ParameterName 'Nome' -ScriptBlock $nomes
    Register-ArgumentCompleter -CommandName 'Get-RetornoTitulo', 'Export-RetornoPlanilha' -ParameterName 'Arquivo' -ScriptBlock $nomes
}
