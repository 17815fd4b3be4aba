function Open-MonitorProcesso {
    # Starts the program; what does not start ends the calling command with its own ErrorRecord.
    [CmdletBinding()]
    [OutputType([System.Diagnostics.Process])]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [Parameter(Mandatory = $true)] [System.Diagnostics.ProcessStartInfo] $Inicio
    )
    try { [System.Diagnostics.Process]::Start($Inicio) }
    catch {
        Stop-MonitorComando -Cmdlet $Cmdlet -Erro (New-MonitorErro -Id 'ProgramaNaoExecuta' -Categoria OpenError -Alvo $Inicio.FileName -Causa $_.Exception `
                    -Mensagem "Não foi possível executar '$($Inicio.FileName)': $($_.Exception.GetBaseException().Message)" `
                    -Proximo 'confira se o arquivo existe, se não está bloqueado (Unblock-File) e se a sua conta pode executá-lo.')
    }
}
