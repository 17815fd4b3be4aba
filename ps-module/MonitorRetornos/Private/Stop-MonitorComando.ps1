function Stop-MonitorComando {
    # Ends the calling command with this error. Whoever asked for silence (-ErrorAction SilentlyContinue or Ignore) gets none
    # of it on the screen: then this returns, and the caller returns too. An error that ends a command would be shown.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'tells of an error')]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [Parameter(Mandatory = $true)] [System.Management.Automation.ErrorRecord] $Erro
    )
    $acao = if ($Cmdlet.MyInvocation.BoundParameters.ContainsKey('ErrorAction')) { "$($Cmdlet.MyInvocation.BoundParameters['ErrorAction'])" } else { '' }
    if ($acao -notin 'SilentlyContinue', 'Ignore') { $Cmdlet.ThrowTerminatingError($Erro) }
    $Cmdlet.WriteError($Erro)
}
