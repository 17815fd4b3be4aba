function Get-MonitorInstalacao {
    # Where the parts of an installation lie, and under which names Windows knows them. What the caller does not say is
    # where the registered installation has it, so that an upgrade never makes a second one; else the usual places.
    # Paths are made absolute.
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [string] $PastaPrograma,
        [string] $PastaDados,
        [string] $PastaModulos
    )
    $registro = 'HKLM\SOFTWARE\MonitorRetornos'
    # A 32-bit shell is told of "Program Files (x86)"; the program is of 64 bits.
    $programas = [System.Environment]::GetEnvironmentVariable('ProgramW6432')
    if (-not $programas) { $programas = [System.Environment]::GetFolderPath('ProgramFiles') }
    $padrao = @{
        Programa = [System.IO.Path]::Combine($programas, 'MonitorRetornos')
        Dados    = [System.IO.Path]::Combine([System.Environment]::GetFolderPath('CommonApplicationData'), 'MonitorRetornos')
        Modulos  = [System.IO.Path]::Combine($programas, 'WindowsPowerShell', 'Modules')
    }
    $tarefa = Get-MonitorTarefa
    $acao = if ($null -ne $tarefa) { @($tarefa.Actions)[0] }
    $exe = if ($null -ne $acao) { "$($acao.Execute)".Trim('"') } else { '' }
    $config = if ($null -ne $acao -and "$($acao.Arguments)" -match '--config "([^"]+)"') { $Matches[1] } else { '' }
    # A task for another program, such as one from source, says nothing about an installation.
    $daqui = [System.IO.Path]::GetFileName($exe) -eq 'MonitorRetornos.exe'
    $registrada = if ($daqui -and $config) { [System.IO.Path]::GetDirectoryName($config) } else { '' }
    if (-not $PastaPrograma) { $PastaPrograma = if ($daqui) { [System.IO.Path]::GetDirectoryName($exe) } else { $padrao.Programa } }
    if (-not $PastaDados) { $PastaDados = if ($registrada) { $registrada } else { $padrao.Dados } }
    $guardado = @{ PastaModulos = ''; Operadores = '' }
    if ($null -ne $tarefa) {
        foreach ($nome in @($guardado.Keys)) {
            $resposta = Invoke-MonitorNativo -Programa 'reg.exe' -Argumentos @('query', $registro, '/v', $nome, '/reg:64') -CodigosAceitos 0, 1
            if ($resposta -match 'REG_SZ\s+(.+?)\s*$') { $guardado[$nome] = $Matches[1] }
        }
    }
    if (-not $PastaModulos) { $PastaModulos = $guardado.PastaModulos }
    if (-not $PastaModulos) { $PastaModulos = $padrao.Modulos }
    $programa = Resolve-MonitorCaminho -Cmdlet $Cmdlet -Caminho $PastaPrograma
    $dados = Resolve-MonitorCaminho -Cmdlet $Cmdlet -Caminho $PastaDados
    $modulos = Resolve-MonitorCaminho -Cmdlet $Cmdlet -Caminho $PastaModulos
    @{
        Programa            = $programa
        ProgramaForaDoLugar = $programa -ne $padrao.Programa
        Exe                 = [System.IO.Path]::Combine($programa, 'MonitorRetornos.exe')
        # What the program folder holds; the uninstaller removes these names and nothing else.
        Itens               = @('MonitorRetornos.exe', 'tasks', 'install.ps1', 'README.md', 'LICENSE')
        Dados               = $dados
        DadosForaDoLugar    = $dados -ne $padrao.Dados
        # Where the installation that is registered has its data; empty when there is none.
        DadosRegistrados    = $registrada
        Config              = $(if ($registrada -and $registrada -eq $dados) { $config } else { [System.IO.Path]::Combine($dados, 'config.ini') })
        Modulos             = $modulos
        ModulosForaDoLugar  = $modulos -ne $padrao.Modulos
        Modulo              = [System.IO.Path]::Combine($modulos, 'MonitorRetornos')
        # SIDs that may read status and queries.
        Operadores          = [string[]]@($guardado.Operadores.Split(' ') | Where-Object { $_ -match '^S-1-[\d-]+$' })
        Tarefas             = @('MonitorRetornos', 'MonitorRetornos-Notificacoes')
        ChaveInstalacao     = $registro
        ChaveEventos        = 'HKLM\SYSTEM\CurrentControlSet\Services\EventLog\Application\MonitorRetornos'
        ChaveAvisos         = 'HKLM\SOFTWARE\Classes\AppUserModelId\MonitorRetornos'
    }
}
