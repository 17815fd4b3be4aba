function Assert-MonitorWindows {
    # Ends the calling command on a Windows that the program does not run on.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet)
    $sistema = Get-CimInstance -ClassName Win32_OperatingSystem
    if ([version]$sistema.Version -ge [version]'10.0.16299' -and [System.Environment]::Is64BitOperatingSystem) { return }
    $Cmdlet.ThrowTerminatingError((New-MonitorErro -Id 'WindowsNaoAtendido' -Categoria NotInstalled -Alvo $sistema.Version `
                -Mensagem "Este Windows não serve: $($sistema.Caption) $($sistema.Version)." `
                -Proximo 'use um Windows de 64 bits, 10.0.16299 ou mais novo (Windows 10 versão 1709, Windows Server 2019).'))
}
