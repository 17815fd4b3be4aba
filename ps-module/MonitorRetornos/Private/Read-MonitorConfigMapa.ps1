function Read-MonitorConfigMapa {
    # What a configuration says, without comments and blanks: '[SECAO] chave' = value, in its order.
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param([Parameter(Mandatory = $true)] [AllowEmptyString()] [string[]] $Linhas)
    $mapa = [System.Collections.Specialized.OrderedDictionary]::new([System.StringComparer]::OrdinalIgnoreCase)
    $secao = ''
    foreach ($linha in $Linhas) {
        $texto = $linha.Trim()
        if ($texto -match '^\[([^\]]+)\]') { $secao = $Matches[1].Trim(); continue }
        if ($texto -notmatch '^([^#;=][^=]*?)\s*=') { continue }
        $chave = $Matches[1]
        $achada = Find-MonitorConfigLinha -Linhas @("[$secao]", $texto) -Secao $secao -Chave $chave
        $mapa["[$secao] $chave"] = $achada.Valor
    }
    $mapa
}
