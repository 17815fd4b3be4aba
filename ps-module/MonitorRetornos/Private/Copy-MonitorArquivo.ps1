function Copy-MonitorArquivo {
    # Puts one file in place: whole or not at all, also over a program that is running. The same content is left alone.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $De, [Parameter(Mandatory = $true)] [string] $Para)
    if ([System.IO.File]::Exists($Para) -and (Get-FileHash -LiteralPath $De).Hash -eq (Get-FileHash -LiteralPath $Para).Hash) { return }
    $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($Para))
    $novo = "$Para.novo"
    [System.IO.File]::Copy($De, $novo, $true)
    Unblock-File -LiteralPath $novo
    if (-not [System.IO.File]::Exists($Para)) { [System.IO.File]::Move($novo, $Para); return }
    $antigo = "$Para.antigo"
    if ([System.IO.File]::Exists($antigo)) { [System.IO.File]::Delete($antigo) }
    [System.IO.File]::Replace($novo, $Para, $antigo)
    try { [System.IO.File]::Delete($antigo) } catch { Write-Verbose -Message "$antigo está em uso; a próxima instalação o apaga." }
}
