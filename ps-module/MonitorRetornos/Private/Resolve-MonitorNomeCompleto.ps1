function Resolve-MonitorNomeCompleto {
    # An account as DOMINIO\nome: the Task Scheduler may answer with the name alone. Throws when Windows does not know it.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] [string] $Conta)
    $sid = [System.Security.Principal.SecurityIdentifier]::new((Resolve-MonitorSid -Conta $Conta))
    $sid.Translate([System.Security.Principal.NTAccount]).Value
}
