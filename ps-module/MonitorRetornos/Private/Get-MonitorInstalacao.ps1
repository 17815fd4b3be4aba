function Get-MonitorInstalacao {
    # Where the parts of an installation lie, and under which names Windows knows them. Paths are made absolute.
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [Parameter(Mandatory = $true)] [string] $PastaPrograma,
        [Parameter(Mandatory = $true)] [string] $PastaDados,
        [Parameter(Mandatory = $true)] [string] $PastaModulos
    )
    $programa = Resolve-MonitorCaminho -Cmdlet $Cmdlet -Caminho $PastaPrograma
    $dados = Resolve-MonitorCaminho -Cmdlet $Cmdlet -Caminho $PastaDados
    @{
        Programa      = $programa
        Exe           = [System.IO.Path]::Combine($programa, 'MonitorRetornos.exe')
        # What the program folder holds; the uninstaller removes these names and nothing else.
        Itens         = @('MonitorRetornos.exe', 'tasks', 'install.ps1', 'README.md', 'LICENSE')
        Dados         = $dados
        Config        = [System.IO.Path]::Combine($dados, 'config.ini')
        Modulo        = [System.IO.Path]::Combine((Resolve-MonitorCaminho -Cmdlet $Cmdlet -Caminho $PastaModulos), 'MonitorRetornos')
        Tarefas       = @('MonitorRetornos', 'MonitorRetornos-Notificacoes')
        ChaveEventos  = 'HKLM\SYSTEM\CurrentControlSet\Services\EventLog\Application\MonitorRetornos'
        ChaveAmbiente = 'HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment'
        ChaveAvisos   = 'HKLM\SOFTWARE\Classes\AppUserModelId\MonitorRetornos'
    }
}
