function Set-MonitorPosto {
    # The lines of a configuration with the name of this machine in them: the one that was given, else the one that is installed.
    # Two machines share a configuration, and never that name.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'changes no file')]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string[]] $Linhas,
        [AllowEmptyString()] [string] $Posto,
        # The configuration that is installed, empty when none is.
        [AllowEmptyString()] [string] $Instalada
    )
    $lugar = @{ Secao = 'LIVRO_DE_REGISTRO'; Chave = 'posto' }
    $escrito = Find-MonitorConfigLinha -Linhas $Linhas @lugar
    $antes = if ($Instalada) { Find-MonitorConfigLinha -Linhas (Read-MonitorConfig -Caminho $Instalada) @lugar }
    $nome = if ($Posto) { $Posto } elseif ($null -ne $antes) { $antes.Valor } else { '' }
    if ($nome -and ($null -eq $escrito -or $escrito.Valor -cne $nome)) { return Set-MonitorIniLinha -Linhas $Linhas @lugar -Valor $nome }
    if (-not $Instalada -and -not $Posto -and $null -ne $escrito -and $escrito.Valor) {
        Write-Warning -Message "Nos avisos esta máquina vai se chamar '$($escrito.Valor)', como diz [LIVRO_DE_REGISTRO] posto. Se esse é o nome da outra, rode de novo com -Posto."
    }
    $Linhas
}
