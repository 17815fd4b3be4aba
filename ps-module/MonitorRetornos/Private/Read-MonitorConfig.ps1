function Read-MonitorConfig {
    # The lines of a config.ini. Only UTF-8, as the program: another encoding is an error, but for -Antiga, the file of an
    # old system in the ANSI page of Windows, which an installation turns into UTF-8.
    [CmdletBinding()]
    [OutputType([string[]])]
    param([Parameter(Mandatory = $true)] [string] $Caminho, [switch] $Antiga)
    $bytes = [System.IO.File]::ReadAllBytes($Caminho)
    try { $texto = [System.Text.UTF8Encoding]::new($false, $true).GetString($bytes) }
    catch [System.Text.DecoderFallbackException] {
        if (-not $Antiga) {
            throw (New-MonitorErro -Id 'ConfigNaoUtf8' -Categoria InvalidData -Alvo $Caminho -Causa $_.Exception `
                        -Mensagem "O arquivo '$Caminho' não está em UTF-8; o monitor o recusa." `
                        -Proximo 'salve-o de novo como UTF-8 (no Bloco de Notas: Salvar como, Codificação UTF-8).')
        }
        $texto = [System.Text.Encoding]::GetEncoding(28591).GetString($bytes)
    }
    , [string[]]($texto.TrimStart([char]0xFEFF) -split '\r\n|\n|\r')
}
