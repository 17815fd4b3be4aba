# Measured by bench.ts, each time in a fresh engine: what an import costs beside that of an empty module, and what
# Get-MonitorStatus costs the first time and afterwards. With -Programa instead: what the empty module's function costs the
# first time, which starts that program and takes what it prints. Answers one JSON line.
param([string] $Manifesto, [string] $Vazio, [string] $Config, [string] $Programa)
function Measure-Bloco([scriptblock] $Bloco) {
    $relogio = [System.Diagnostics.Stopwatch]::StartNew()
    $null = & $Bloco
    $relogio.Elapsed.TotalMilliseconds
}
$cultura = [System.Globalization.CultureInfo]::InvariantCulture
$vazioMs = Measure-Bloco { Import-Module $Vazio }
if ($Programa) {
    $comando = @(ConvertFrom-Json $Programa)
    $piso = Measure-Bloco { Get-Vazio $comando }
    '{{"statusPiso":{0}}}' -f $piso.ToString('F1', $cultura)
    return
}
$importar = Measure-Bloco { Import-Module $Manifesto }
$primeira = Measure-Bloco { Get-MonitorStatus -Config $Config }
$outras = @(1..5 | ForEach-Object { Measure-Bloco { Get-MonitorStatus -Config $Config } })
Remove-Module MonitorRetornos
$denovo = Measure-Bloco { Import-Module $Manifesto }
'{{"vazio":{0},"importar":{1},"importarDeNovo":{2},"statusPrimeiro":{3},"status":{4}}}' -f @($vazioMs, $importar, $denovo, $primeira, ($outras | Measure-Object -Minimum).Minimum | ForEach-Object { $_.ToString('F1', $cultura) })
