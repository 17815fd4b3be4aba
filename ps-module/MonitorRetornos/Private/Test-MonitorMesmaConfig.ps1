function Test-MonitorMesmaConfig {
    # Whether two configurations say the same, but for what an installation rewrites in its copy: encoding, pasta_dados and
    # the password. So an installation that broke half-way can be run again with the same -Config.
    [CmdletBinding()]
    [OutputType([bool])]
    param([Parameter(Mandatory = $true)] [string] $Um, [Parameter(Mandatory = $true)] [string] $Outro)
    $textos = foreach ($caminho in $Um, $Outro) {
        $linhas = Read-MonitorConfig -Caminho $caminho -Antiga
        @($linhas | ForEach-Object { $_.Trim() } | Where-Object { $_ -and $_ -notmatch '^(pasta_dados|senha)\s*=' }) -join "`n"
    }
    $textos[0] -ceq $textos[1]
}
