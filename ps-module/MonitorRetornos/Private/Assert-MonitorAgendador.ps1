function Assert-MonitorAgendador {
    # Ends the calling command where Windows' ScheduledTasks module is missing.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet)
    if ($null -ne (Get-Command -Name Register-ScheduledTask -ErrorAction Ignore)) { return }
    $Cmdlet.ThrowTerminatingError((New-MonitorErro -Id 'AgendadorIndisponivel' -Categoria NotInstalled -Alvo 'ScheduledTasks' `
                -Mensagem 'Este computador não tem o módulo ScheduledTasks, do Windows.' `
                -Proximo 'rode no servidor, num Windows 10, Windows Server 2019 ou mais novo.'))
}
