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
    $linhas = Set-MonitorIniLinha -Linhas (Read-MonitorConfig -Caminho $Caminho) -Secao $Secao -Chave $Chave -Valor $Valor
    $temporario = "$Caminho.novo"
    [System.IO.File]::WriteAllText($temporario, ($linhas -join "`r`n"), [System.Text.UTF8Encoding]::new($false))
    # Replace keeps the access list of the file that was there.
    [System.IO.File]::Replace($temporario, $Caminho, [NullString]::Value)
}
