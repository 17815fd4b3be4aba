function New-MonitorProcesso {
    # How to start the program with these arguments: a ProcessStartInfo with a quoted command line.
    [CmdletBinding()]
    [OutputType([System.Diagnostics.ProcessStartInfo])]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'nothing starts here')]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string[]] $Argumentos,
        [string] $Config
    )
    $onde = Get-MonitorPrograma -Cmdlet $Cmdlet
    if ($null -eq $onde) { return }
    # Options before anything that follows a '--', where all are names.
    $comando, $resto = @($Argumentos)
    $todos = @($onde.Argumentos) + $comando
    if ($Config) { $todos += @('--config', (Resolve-MonitorCaminho -Cmdlet $Cmdlet -Caminho $Config)) }
    $todos += @($resto | Where-Object { $null -ne $_ })
    $inicio = [System.Diagnostics.ProcessStartInfo]::new($onde.Programa, (ConvertTo-MonitorArgumento $todos))
    $inicio.UseShellExecute = $false
    $inicio.CreateNoWindow = $true
    $inicio.WorkingDirectory = $Cmdlet.SessionState.Path.CurrentFileSystemLocation.ProviderPath
    $inicio
}
