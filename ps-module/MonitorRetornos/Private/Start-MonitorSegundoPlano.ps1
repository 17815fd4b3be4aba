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
        # In a session of its own, so that Ctrl+C at this prompt ends only what the prompt runs.
        $todos = @('-c', 'command -v setsid >/dev/null && exec setsid "$0" "$@" </dev/null >/dev/null 2>&1; exec "$0" "$@" </dev/null >/dev/null 2>&1', $inicio.FileName)
        $inicio.Arguments = (ConvertTo-MonitorArgumento $todos) + ' ' + $inicio.Arguments
        $inicio.FileName = '/bin/sh'
    }
    Open-MonitorProcesso -Cmdlet $Cmdlet -Inicio $inicio
}
