function Read-MonitorIni {
    # config.ini as { Linhas; Valores } with Valores['[SECAO] chave'] = { Linha; Valor }, by the rules of the program:
    # # and ; begin a comment at the start of a line or after white space; quotes are optional; case is ignored.
    # A file that is not UTF-8 is an old one in the ANSI page of Windows.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Caminho)
    $bytes = [System.IO.File]::ReadAllBytes($Caminho)
    try { $texto = [System.Text.UTF8Encoding]::new($false, $true).GetString($bytes) }
    catch [System.Text.DecoderFallbackException] { $texto = [System.Text.Encoding]::GetEncoding(28591).GetString($bytes) }
    $linhas = [string[]]($texto.TrimStart([char]0xFEFF) -split '\r?\n')
    $valores = [System.Collections.Generic.Dictionary[string, object]]::new([System.StringComparer]::OrdinalIgnoreCase)
    $secao = ''
    for ($i = 0; $i -lt $linhas.Count; $i++) {
        $linha = $linhas[$i].Trim()
        if ($linha -eq '' -or $linha[0] -in '#', ';') { continue }
        if ($linha -match '^\[([^\]]+)\]') { $secao = $Matches[1].Trim(); continue }
        $igual = $linha.IndexOf('=')
        if ($igual -lt 1) { continue }
        $valor = $linha.Substring($igual + 1)
        $aspas = [regex]::Match($valor, '^\s*(["''])(.*?)\1\s*(?:[#;].*)?$')
        $valor = if ($aspas.Success) { $aspas.Groups[2].Value } else { [regex]::Replace($valor, '(^|\s)[#;].*$', '').Trim() }
        $valores["[$secao] $($linha.Substring(0, $igual).Trim())"] = [pscustomobject]@{ Linha = $i; Valor = $valor }
    }
    [pscustomobject]@{ Linhas = $linhas; Valores = $valores }
}
