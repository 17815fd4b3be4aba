# Runs one Pester file; the last line is `N passed, N failed, N skipped`. Started by run.ts in a process of its own.
param(
    [Parameter(Mandatory = $true)] [string] $Pester,
    [Parameter(Mandatory = $true)] [string] $Arquivo,
    [string] $Filtro
)
$ErrorActionPreference = 'Stop'
[System.Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false)
if ($Pester -eq 'Pester') { Import-Module -Name Pester -MinimumVersion 5.0 -MaximumVersion 5.99.99 } else { Import-Module -Name $Pester }
$configuracao = New-PesterConfiguration
$configuracao.Run.Path = $Arquivo
$configuracao.Run.PassThru = $true
$configuracao.Output.Verbosity = 'Detailed'
$configuracao.Output.RenderMode = 'Plaintext'
if ($Filtro) { $configuracao.Filter.FullName = "*$Filtro*" }
$resultado = Invoke-Pester -Configuration $configuracao
$falhas = $resultado.FailedCount + $resultado.FailedBlocksCount + $resultado.FailedContainersCount
# A file without a test would look like success.
if ($resultado.TotalCount -eq 0 -and $falhas -eq 0) { "  [-] $Arquivo não tem nenhum teste"; $falhas = 1 }
"$($resultado.PassedCount) passed, $falhas failed, $($resultado.SkippedCount) skipped"
exit [int]($falhas -gt 0)
