function Format-MonitorDuracao {
    # A TimeSpan as people say it: 45 s, 12 min 5 s, 3 h 10 min, 2 d 4 h.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Position = 0)] [timespan] $Duracao)
    if ($Duracao.TotalSeconds -lt 60) { return "$([int][Math]::Floor([Math]::Max(0, $Duracao.TotalSeconds))) s" }
    if ($Duracao.TotalMinutes -lt 60) { return "$($Duracao.Minutes) min $($Duracao.Seconds) s" }
    if ($Duracao.TotalHours -lt 24) { return "$($Duracao.Hours) h $($Duracao.Minutes) min" }
    "$($Duracao.Days) d $($Duracao.Hours) h"
}
