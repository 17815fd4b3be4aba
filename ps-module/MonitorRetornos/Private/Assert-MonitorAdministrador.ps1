function Assert-MonitorAdministrador {
    # Ends the calling command without administrator rights; under -WhatIf it only warns.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet)
    # The integrity level, by SID: high or system. The same in every language of Windows.
    $grupos = (& 'whoami.exe' /groups /fo csv /nh) -join "`n"
    if ($grupos -match 'S-1-16-(12288|16384)') { return }
    if ($WhatIfPreference) { Write-Warning -Message 'Para instalar de verdade é preciso um PowerShell de administrador.'; return }
    $Cmdlet.ThrowTerminatingError((New-MonitorErro -Id 'PrecisaDeAdministrador' -Categoria PermissionDenied -Alvo 'MonitorRetornos' `
                -Mensagem 'É preciso um PowerShell de administrador.' `
                -Proximo 'abra-o com o botão direito, "Executar como administrador", e rode de novo.'))
}
