# Measured by bench.ts, each time in a fresh engine: what an import costs beside that of an empty module, and what
# Get-MonitorStatus costs the first time and afterwards. Answers one JSON line.
param([string] $Manifesto, [string] $Vazio, [string] $Config)
function Measure-Bloco([scriptblock] $Bloco) {
    $relogio = [System.Diagnostics.Stopwatch]::StartNew()
    $null = & $Bloco
    $relogio.Elapsed.TotalMilliseconds
}
$vazioMs = Measure-Bloco { Import-Module $Vazio }
$importar = Measure-Bloco { Import-Module $Manifesto }
$primeira = Measure-Bloco { Get-MonitorStatus -Config $Config }
$outras = @(1..5 | ForEach-Object { Measure-Bloco { Get-MonitorStatus -Config $Config } })
Remove-Module MonitorRetornos
$denovo = Measure-Bloco { Import-Module $Manifesto }
$cultura = [System.Globalization.CultureInfo]::InvariantCulture
'{{"vazio":{0},"importar":{1},"importarDeNovo":{2},"statusPrimeiro":{3},"status":{4}}}' -f @($vazioMs, $importar, $denovo, $primeira, ($outras | Measure-Object -Minimum).Minimum | ForEach-Object { $_.ToString('F1', $cultura) })
