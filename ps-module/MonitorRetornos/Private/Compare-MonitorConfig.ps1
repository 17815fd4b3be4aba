function Compare-MonitorConfig {
    # Where two configurations differ, a line each: '[SECAO] chave: VALOR -> VALOR'; nothing when they say the same. What an
    # installation rewrites in its copy does not count (pasta_dados, the password that went to the store, the machine's own name); no secret is shown.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] [string] $De, [Parameter(Mandatory = $true)] [string] $Para)
    $um = Read-MonitorConfigMapa -Linhas (Read-MonitorConfig -Caminho $De -Antiga)
    $outro = Read-MonitorConfigMapa -Linhas (Read-MonitorConfig -Caminho $Para -Antiga)
    foreach ($nome in @(@($um.Keys) + @($outro.Keys | Where-Object { -not $um.Contains($_) }))) {
        if ($nome -in '[CAMINHOS] pasta_dados', '[EMAIL] senha', '[LIVRO_DE_REGISTRO] posto') { continue }
        $antes, $depois = foreach ($mapa in $um, $outro) { if ($mapa.Contains($nome)) { [string]$mapa[$nome] } else { '(não há)' } }
        if ($antes -ceq $depois) { continue }
        $chave = $nome.Substring($nome.IndexOf(']') + 2)
        $mostra = foreach ($valor in $antes, $depois) { if ($valor -in '', '(não há)') { if ($valor) { $valor } else { '(vazio)' } } else { ((Protect-MonitorConfigTexto -Linhas "$chave = $valor") -split ' = ', 2)[1] } }
        "${nome}: $($mostra[0]) -> $($mostra[1])"
    }
}
