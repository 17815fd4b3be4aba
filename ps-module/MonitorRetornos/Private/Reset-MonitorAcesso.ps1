function Reset-MonitorAcesso {
    # Takes a data folder over: the administrators become its owner, and every entry of others goes away. The folder is
    # closed before what lies in it is touched. Set-MonitorAcesso gives the account its rights afterwards.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'the caller asked')]
    param(
        [Parameter(Mandatory = $true)] [string] $Caminho,
        [AllowEmptyCollection()] [string[]] $Contas = @()
    )
    $achados = @(Get-MonitorAcessoEstranho -Caminho $Caminho -Contas $Contas)
    if ($achados.Count -eq 0) { return }
    Write-MonitorPasso "Tomando posse de $Caminho..."
    $null = Invoke-MonitorNativo -Programa 'icacls.exe' -Argumentos @($Caminho, '/setowner', '*S-1-5-32-544', '/Q')
    Set-MonitorAcesso -Caminho $Caminho
    foreach ($lugar in @(@($Caminho) + @($achados.Caminho) | Select-Object -Unique)) {
        if ($lugar -ne $Caminho) {
            $null = Invoke-MonitorNativo -Programa 'icacls.exe' -Argumentos @($lugar, '/setowner', '*S-1-5-32-544', '/L', '/Q')
            # Back to what the closed folder hands down.
            $null = Invoke-MonitorNativo -Programa 'icacls.exe' -Argumentos @($lugar, '/reset', '/L', '/Q')
            continue
        }
        foreach ($quem in @($achados | Where-Object { $_.Caminho -eq $lugar -and $_.Tipo -eq 'Entrada' } | ForEach-Object { $_.Quem } | Select-Object -Unique)) {
            # icacls takes SIDs after an asterisk, and the two letters of SDDL not at all.
            $sid = if ($quem -match '^S-1-') { $quem } else { [System.Security.Principal.SecurityIdentifier]::new($quem).Value }
            $null = Invoke-MonitorNativo -Programa 'icacls.exe' -Argumentos @($lugar, '/remove', "*$sid", '/Q')
        }
    }
    $config = [System.IO.Path]::Combine($Caminho, 'config.ini')
    if ([System.IO.File]::Exists($config)) {
        $comando = Find-MonitorConfigLinha -Linhas (Read-MonitorConfig -Caminho $config) -Secao 'INTEGRACAO' -Chave 'comando'
        $texto = if ($null -ne $comando -and $comando.Valor) { " Ela manda rodar, com a conta da tarefa: $($comando.Valor)" } else { '' }
        Write-Warning -Message "A configuração que já estava lá continua valendo: $config.$texto"
    }
}
