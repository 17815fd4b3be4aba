function Install-MonitorConfig {
    # The data folder and the configuration in it, closed to all but the account of the task; answers the data folder
    # that the configuration names.
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [hashtable] $Instalacao,
        # The configuration to install; one that is installed already stays.
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string[]] $Linhas,
        # SID or name of the account, empty for SYSTEM.
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Dono,
        # The account of before, empty when there was none.
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $DonoAnterior,
        # SIDs that may be in the data folder already.
        [AllowEmptyCollection()] [string[]] $Contas = @(),
        # SIDs that may read status and queries, and those that might until now.
        [AllowEmptyCollection()] [string[]] $Operadores = @(),
        [AllowEmptyCollection()] [string[]] $OperadoresAnteriores = @(),
        # The configuration that is there is set aside for this one; the data stay where they are.
        [switch] $Trocar,
        # This machine's name, to be set in the configuration that is there; empty: it stays.
        [AllowEmptyString()] [string] $Posto,
        # Takes over what others prepared.
        [switch] $Assumir,
        # The configuration has to say where the data is.
        [switch] $ForaDoLugar
    )
    Write-MonitorPasso "Preparando a pasta de dados $($Instalacao.Dados)..."
    $config = $Instalacao.Config
    $dados = $Instalacao.Dados
    $null = [System.IO.Directory]::CreateDirectory($dados)
    if ($Assumir) { Reset-MonitorAcesso -Caminho $dados -Contas $Contas }
    Set-MonitorAcesso -Caminho $dados -Conta $Dono -Direito Alteracao -Leitores $Operadores
    # Looked at again now that it is closed: nobody can have slipped in since the first look.
    if (-not $Assumir) { Assert-MonitorPastaSegura -Caminho $dados -Contas $Contas -Leitores @($Operadores + $OperadoresAnteriores) }
    if (-not [System.IO.File]::Exists($config)) {
        # Never a half-written configuration under its final name. UTF-8 from here on, whatever the old one was.
        [System.IO.File]::WriteAllText("$config.novo", ($Linhas -join "`r`n"), [System.Text.UTF8Encoding]::new($false))
        [System.IO.File]::Move("$config.novo", $config)
    }
    elseif ($Trocar) {
        $ficam = Get-MonitorPastaDados -Config $config
        [System.IO.File]::WriteAllText("$config.novo", ($Linhas -join "`r`n"), [System.Text.UTF8Encoding]::new($false))
        Set-MonitorAcesso -Caminho "$config.novo" -Conta $Dono -Direito Leitura
        Set-MonitorIniValor -Caminho "$config.novo" -Secao 'CAMINHOS' -Chave 'pasta_dados' -Valor $ficam
        $guardada = '{0}.anterior-{1:yyyyMMdd-HHmmss}' -f $config, [datetime]::Now
        [System.IO.File]::Replace("$config.novo", $config, $guardada)
        Write-MonitorPasso "A configuração anterior ficou em $guardada."
        $Linhas = Read-MonitorConfig -Caminho $config
    }
    elseif ($Posto) {
        $escrito = Find-MonitorConfigLinha -Linhas (Read-MonitorConfig -Caminho $config) -Secao 'LIVRO_DE_REGISTRO' -Chave 'posto'
        if ($null -eq $escrito -or $escrito.Valor -cne $Posto) { Set-MonitorIniValor -Caminho $config -Secao 'LIVRO_DE_REGISTRO' -Chave 'posto' -Valor $Posto }
    }
    $escrita = Find-MonitorConfigLinha -Linhas $Linhas -Secao 'CAMINHOS' -Chave 'pasta_dados'
    if ($null -eq $escrita -or -not $escrita.Valor) {
        if ($ForaDoLugar) { Set-MonitorIniValor -Caminho $config -Secao 'CAMINHOS' -Chave 'pasta_dados' -Valor $dados }
    }
    else {
        $dados = Get-MonitorPastaDados -Config $config
        if ($dados -ne $Instalacao.Dados) {
            $null = [System.IO.Directory]::CreateDirectory($dados)
            if ($Assumir) { Reset-MonitorAcesso -Caminho $dados -Contas $Contas }
            Set-MonitorAcesso -Caminho $dados -Conta $Dono -Direito Alteracao -Leitores $Operadores
            if (-not $Assumir) { Assert-MonitorPastaSegura -Caminho $dados -Contas $Contas -Leitores @($Operadores + $OperadoresAnteriores) }
        }
    }
    Set-MonitorAcesso -Caminho $config -Conta $Dono -Direito Leitura
    $avisos = [System.IO.Path]::Combine($dados, 'notificacoes')
    $null = [System.IO.Directory]::CreateDirectory($avisos)
    Set-MonitorAcesso -Caminho $avisos -Conta $Dono -Direito Alteracao -Leitores 'S-1-5-32-545'
    $cofre = [System.IO.Path]::Combine($dados, 'credencial.dat')
    if ([System.IO.File]::Exists($cofre)) { Set-MonitorAcesso -Caminho $cofre -Conta $Dono -Direito Leitura }
    foreach ($antes in @($OperadoresAnteriores | Where-Object { $_ -notin $Operadores })) {
        foreach ($lugar in $Instalacao.Dados, $dados, $config) { $null = Invoke-MonitorNativo -Programa 'icacls.exe' -Argumentos @($lugar, '/remove:g', "*$antes", '/Q') }
    }
    if ($DonoAnterior -and $DonoAnterior -notin 'S-1-5-18', 'SYSTEM', $Dono) {
        # The account of before has no business here any more.
        foreach ($lugar in $Instalacao.Dados, $dados, $config, $avisos, $cofre) {
            if ([System.IO.File]::Exists($lugar) -or [System.IO.Directory]::Exists($lugar)) {
                $null = Invoke-MonitorNativo -Programa 'icacls.exe' -Argumentos @($lugar, '/remove:g', $DonoAnterior, '/Q')
            }
        }
    }
    $dados
}
