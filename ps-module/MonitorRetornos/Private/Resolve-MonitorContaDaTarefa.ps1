function Resolve-MonitorContaDaTarefa {
    # As Resolve-MonitorConta, for the account of a task that is there already. A command of its own, so that an account
    # that needs a password ends this one and can be caught.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Conta)
    if ($Conta.EndsWith('$') -and $Conta -notmatch '\\') { $Conta = Resolve-MonitorNomeCompleto -Conta $Conta }
    Resolve-MonitorConta -Cmdlet $PSCmdlet -Conta $Conta
}
