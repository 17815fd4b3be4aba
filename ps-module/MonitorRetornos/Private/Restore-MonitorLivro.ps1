function Restore-MonitorLivro {
    # The ledger as it was takes the place of the one that the new version brought up, which is kept; answers where. The
    # monitor must not run.
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Copia,
        # Of the new version.
        [Parameter(Mandatory = $true)] [string] $Versao
    )
    $livro = [System.IO.Path]::Combine([System.IO.Path]::GetDirectoryName($Copia), 'ledger.db')
    $guardado = '{0}.da-versao-{1}-{2:yyyyMMdd-HHmmss}' -f $livro, $Versao, [datetime]::Now
    # Whole under another name first: a ledger is there, or none at all.
    [System.IO.File]::Copy($Copia, "$livro.voltando", $true)
    foreach ($fim in '-wal', '-shm', '') { if ([System.IO.File]::Exists("$livro$fim")) { [System.IO.File]::Move("$livro$fim", "$guardado$fim") } }
    [System.IO.File]::Move("$livro.voltando", $livro)
    $guardado
}
