function Register-MonitorCompletar {
    # Tab completion for values that are not fixed lists: the names of the files in the ledger.
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
    Register-ArgumentCompleter -CommandName 'Get-RetornoArquivo' -ParameterName 'Nome' -ScriptBlock $nomes
    Register-ArgumentCompleter -CommandName 'Get-RetornoTitulo', 'Export-RetornoPlanilha' -ParameterName 'Arquivo' -ScriptBlock $nomes
}
