function Assert-MonitorPacote {
    # Ends the calling command when the folder is not a whole package.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [Parameter(Mandatory = $true)] [string] $Origem
    )
    foreach ($partes in @('MonitorRetornos.exe'), @('tasks', 'MonitorRetornos.xml'), @('ps-module', 'MonitorRetornos', 'MonitorRetornos.psd1')) {
        $peca = [System.IO.Path]::Combine([string[]](@($Origem) + $partes))
        if ([System.IO.File]::Exists($peca)) { continue }
        $Cmdlet.ThrowTerminatingError((New-MonitorErro -Id 'PacoteIncompleto' -Categoria ObjectNotFound -Alvo $peca `
                    -Mensagem "Falta '$peca'." -Proximo 'extraia o zip inteiro e rode install.ps1 de dentro da pasta.'))
    }
}
