function Get-MonitorFiltroPasta {
    # Of which folder of the ledger a question is, in the program's words; nothing for that of config.ini.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] [System.Collections.IDictionary] $Parametros)
    if ($Parametros['Pasta']) { "--pasta=$($Parametros['Pasta'])" }
    if ($Parametros['Todas']) { '--todas' }
}
