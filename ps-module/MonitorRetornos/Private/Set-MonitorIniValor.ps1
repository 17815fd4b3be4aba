function Set-MonitorIniValor {
    # Writes one value into config.ini, every other line as it was; whole or not at all. UTF-8 without BOM, CRLF.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'the caller asked')]
    param(
        [Parameter(Mandatory = $true)] [string] $Caminho,
        [Parameter(Mandatory = $true)] [string] $Secao,
        [Parameter(Mandatory = $true)] [string] $Chave,
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Valor
    )
    $linhas = [System.Collections.Generic.List[string]]::new((Read-MonitorConfig -Caminho $Caminho))
    $nova = "$Chave = $Valor".TrimEnd()
    $achada = Find-MonitorConfigLinha -Linhas $linhas -Secao $Secao -Chave $Chave
    if ($null -ne $achada) {
        $linhas[$achada.Indice] = [regex]::Replace($linhas[$achada.Indice], '=.*$', "= $Valor".TrimEnd().Replace('$', '$$'))
    }
    else {
        $onde = $linhas.FindIndex([System.Predicate[string]] { param($l) $l.Trim() -match ('^\[\s*' + [regex]::Escape($Secao) + '\s*\]') })
        if ($onde -lt 0) { $linhas.Add("[$Secao]"); $linhas.Add($nova) } else { $linhas.Insert($onde + 1, $nova) }
    }
    $temporario = "$Caminho.novo"
    [System.IO.File]::WriteAllText($temporario, ($linhas -join "`r`n"), [System.Text.UTF8Encoding]::new($false))
    # Replace keeps the access list of the file that was there.
    [System.IO.File]::Replace($temporario, $Caminho, [NullString]::Value)
}
