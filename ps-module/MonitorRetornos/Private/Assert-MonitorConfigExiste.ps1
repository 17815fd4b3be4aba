function Assert-MonitorConfigExiste {
    # Ends the calling command when there is no such configuration.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [Parameter(Mandatory = $true)] [string] $Config
    )
    if ([System.IO.File]::Exists($Config)) { return }
    $Cmdlet.ThrowTerminatingError((New-MonitorErro -Id 'ConfigNaoEncontrada' -Categoria ObjectNotFound -Alvo $Config `
                -Mensagem "O arquivo de configuração '$Config' não existe." -Proximo 'indique-o com -Config, ou rode install.ps1.'))
}
