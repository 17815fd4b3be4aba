function Set-MonitorIniLinha {
    # The lines of a config.ini with one value set, every other line as it was.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'changes no file')]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [AllowEmptyString()] [string[]] $Linhas,
        [Parameter(Mandatory = $true)] [string] $Secao,
        [Parameter(Mandatory = $true)] [string] $Chave,
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Valor
    )
    $lista = [System.Collections.Generic.List[string]]::new($Linhas)
    $nova = "$Chave = $Valor".TrimEnd()
    $achada = if ($Linhas.Count -gt 0) { Find-MonitorConfigLinha -Linhas $Linhas -Secao $Secao -Chave $Chave }
    if ($null -ne $achada) {
        $lista[$achada.Indice] = [regex]::Replace($lista[$achada.Indice], '=.*$', "= $Valor".TrimEnd().Replace('$', '$$'))
    }
    else {
        $onde = $lista.FindIndex([System.Predicate[string]] { param($l) $l.Trim() -match ('^\[\s*' + [regex]::Escape($Secao) + '\s*\]') })
        if ($onde -lt 0) { $lista.Add("[$Secao]"); $lista.Add($nova) } else { $lista.Insert($onde + 1, $nova) }
    }
    $lista.ToArray()
}
