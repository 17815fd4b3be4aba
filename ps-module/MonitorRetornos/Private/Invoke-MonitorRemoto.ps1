function Invoke-MonitorRemoto {
    # One command of this module on other computers, over PowerShell remoting; their objects get their type names back, so
    # that they look as those of here. A computer that does not answer is an error of its own and stops no other.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        # What the calling command was given; what says where is taken out of it.
        [Parameter(Mandatory = $true)] [hashtable] $Parametros
    )
    $onde = @{}
    if ($Parametros.ContainsKey('Session')) { $onde['Session'] = $Parametros['Session'] }
    else {
        $onde['ComputerName'] = [string[]]@(if ($Parametros.ContainsKey('CimSession')) { foreach ($sessao in $Parametros['CimSession']) { if ($sessao.ComputerName) { $sessao.ComputerName } else { 'localhost' } } } else { $Parametros['ComputerName'] })
        $opcoes = [System.Management.Automation.Remoting.PSSessionOption]::new()
        $opcoes.OpenTimeout = [timespan]::FromSeconds(20)
        $opcoes.OperationTimeout = [timespan]::FromMinutes(3)
        $onde['SessionOption'] = $opcoes
        if ($null -ne $Parametros['Credencial']) { $onde['Credential'] = $Parametros['Credencial'] }
    }
    $la = @{}
    $comuns = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
    foreach ($nome in $Parametros.Keys) {
        if ($nome -in 'ComputerName', 'CimSession', 'Session', 'Credencial', 'Acompanhar', 'IntervaloSegundos' -or $comuns -contains $nome) { continue }
        # A switch does not travel well.
        $la[$nome] = if ($Parametros[$nome] -is [System.Management.Automation.SwitchParameter]) { [bool]$Parametros[$nome] } else { $Parametros[$nome] }
    }
    $pedido = {
        param($comando, $parametros)
        Import-Module -Name MonitorRetornos -ErrorAction Stop
        & $comando @parametros
    }
    $falhas = @()
    try {
        Invoke-Command @onde -ScriptBlock $pedido -ArgumentList $Cmdlet.MyInvocation.MyCommand.Name, $la -ErrorAction SilentlyContinue -ErrorVariable falhas |
            ForEach-Object { Restore-MonitorTipo -Objeto $_ }
    }
    catch { $falhas = @($_) }
    foreach ($falha in $falhas) {
        if ($falha -isnot [System.Management.Automation.ErrorRecord]) { continue }
        $origem = if ($null -ne $falha.PSObject.Properties['OriginInfo'] -and $null -ne $falha.OriginInfo) { $falha.OriginInfo.PSComputerName } else { "$($falha.TargetObject)" }
        if ($falha.FullyQualifiedErrorId -like 'Modules_ModuleNotFound*') {
            $Cmdlet.WriteError((New-MonitorErro -Id 'ModuloAusenteLa' -Categoria NotInstalled -Alvo $origem -Causa $falha.Exception `
                        -Mensagem "O módulo MonitorRetornos não está instalado em '$origem'." -Proximo 'instale o MonitorRetornos nesse computador com install.ps1.'))
        }
        elseif ($falha.Exception -is [System.Management.Automation.Remoting.PSRemotingTransportException] -or $falha -isnot [System.Management.Automation.Runspaces.RemotingErrorRecord]) {
            $Cmdlet.WriteError((New-MonitorErro -Id 'ComputadorNaoResponde' -Categoria ConnectionError -Alvo $origem -Causa $falha.Exception `
                        -Mensagem "Não foi possível perguntar a '$origem': $($falha.Exception.Message)" `
                        -Proximo 'confira o nome, se o computador está ligado, se tem Enable-PSRemoting, e se a sua conta é administradora dele (ou use -Credencial).'))
        }
        else {
            # In its own words and under its own name, with the computer in front.
            $excecao = [System.InvalidOperationException]::new("[$origem] $($falha.Exception.Message)", $falha.Exception)
            $Cmdlet.WriteError([System.Management.Automation.ErrorRecord]::new($excecao, ($falha.FullyQualifiedErrorId -split ',')[0], $falha.CategoryInfo.Category, $origem))
        }
    }
}
