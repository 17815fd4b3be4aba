function Start-MonitorSegundoPlano {
    # Starts 'monitorar' on its own, without a window and without ties to this session's streams.
    [CmdletBinding()]
    [OutputType([System.Diagnostics.Process])]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'the caller asked')]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [string] $Config
    )
    $inicio = New-MonitorProcesso -Cmdlet $Cmdlet -Argumentos @('monitorar') -Config $Config
    if ([System.IO.Path]::DirectorySeparatorChar -eq '\') {
        # Through the shell: no handle of this console is inherited, so closing it does not matter.
        $inicio.UseShellExecute = $true
        $inicio.WindowStyle = [System.Diagnostics.ProcessWindowStyle]::Hidden
    }
    else {
        $todos = @('-c', 'exec "$0" "$@" </dev/null >/dev/null 2>&1', $inicio.FileName)
        $inicio.Arguments = (ConvertTo-MonitorArgumento $todos) + ' ' + $inicio.Arguments
        $inicio.FileName = '/bin/sh'
    }
    [System.Diagnostics.Process]::Start($inicio)
}
