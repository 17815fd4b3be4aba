function Protect-MonitorConfigTexto {
    # A config.ini as somebody else may see it: no comments, and only values known to be harmless (numbers, yes or no,
    # folders, names of servers). What is not known is hidden, so that a new secret never slips through.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] [AllowEmptyString()] [string[]] $Linhas)
    $secretas = 'senha|token|segredo|chave|url|usuario|comando|destinatarios|remetente|escalar_para|conversa'
    $abertas = '^(pasta_\w+|arquivo_log|nivel_log|seguranca|smtp_servidor|autenticacao|horario|dias|dias_semana|janelas|motor)$'
    $saida = foreach ($linha in $Linhas) {
        $texto = $linha.Trim()
        if ($texto -match '^\[[^\]]+\]') { $Matches[0]; continue }
        if ($texto -notmatch '^([^#;=]+?)\s*=\s*(.*)$') { continue }
        $chave, $valor = $Matches[1], $Matches[2]
        # A secret that has lost its key may hold a "=" itself: then what stands before it is no key.
        if ($chave -notmatch '^[\p{L}\p{N}_ -]{1,40}$') { continue }
        $valor = [regex]::Replace($valor, '(^|\s)[#;].*$', '').Trim()
        $inofensivo = $chave -notmatch $secretas -and ($chave -match $abertas -or $valor -match '^(true|false|sim|não|nao|yes|no|\d+)?$')
        '{0} = {1}' -f $chave, $(if ($inofensivo -or $valor -eq '') { $valor } else { '(oculto)' })
    }
    $saida -join "`r`n"
}
