function Find-MonitorConfigLinha {
    # Where one key of config.ini stands: { Indice (from 0); Valor }, or nothing. By the rules of the program
    # (core/config/ini.ts): # and ; begin a comment at the start of a line or after white space; quotes are optional; case
    # is ignored. Only to edit that line; what a configuration means, the program says.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string[]] $Linhas,
        [Parameter(Mandatory = $true)] [string] $Secao,
        [Parameter(Mandatory = $true)] [string] $Chave
    )
    $dentro = $false
    for ($i = 0; $i -lt $Linhas.Count; $i++) {
        $linha = $Linhas[$i].Trim()
        if ($linha -match '^\[([^\]]+)\]') { $dentro = $Matches[1].Trim() -eq $Secao; continue }
        $igual = $linha.IndexOf('=')
        if (-not $dentro -or $linha -match '^[#;]' -or $igual -lt 1 -or $linha.Substring(0, $igual).Trim() -ne $Chave) { continue }
        $valor = $linha.Substring($igual + 1)
        $aspas = [regex]::Match($valor, '^\s*(["''])(.*?)\1(?:\s*$|\s+[#;])')
        $valor = if ($aspas.Success) { $aspas.Groups[2].Value } else { [regex]::Replace($valor, '(^|\s)[#;].*$', '').Trim() }
        return [pscustomobject]@{ Indice = $i; Valor = $valor }
    }
}
