function Get-MonitorJanelaOculta {
    # How to run Windows PowerShell with these arguments in somebody's session without a window that flashes up:
    # { Comando, Argumentos }. conhost knows --headless since Windows 10 1809; before that the window closes as soon as
    # PowerShell reads -WindowStyle.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Argumentos,
        [string] $Sistema = [System.Environment]::GetFolderPath([System.Environment+SpecialFolder]::System),
        [int] $Compilacao = [System.Environment]::OSVersion.Version.Build
    )
    $powershell = [System.IO.Path]::Combine($Sistema, 'WindowsPowerShell', 'v1.0', 'powershell.exe')
    $conhost = [System.IO.Path]::Combine($Sistema, 'conhost.exe')
    if ($Compilacao -ge 17763 -and [System.IO.File]::Exists($conhost)) {
        return [pscustomobject]@{ Comando = $conhost; Argumentos = "--headless `"$powershell`" $Argumentos" }
    }
    # As the model of the task has it.
    [pscustomobject]@{ Comando = ''; Argumentos = $Argumentos }
}
