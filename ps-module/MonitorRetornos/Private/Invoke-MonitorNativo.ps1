function Invoke-MonitorNativo {
    # A program of Windows (icacls.exe, reg.exe): its exit code must be one of those accepted. Thrown, not ended through
    # the command, so that the command can put in order what it had begun.
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Programa,
        [Parameter(Mandatory = $true)] [string[]] $Argumentos,
        [int[]] $CodigosAceitos = @(0)
    )
    # Windows PowerShell 5.1 makes the first line of a redirected standard error fatal under 'Stop'.
    $ErrorActionPreference = 'Continue'
    $texto = (& $Programa @Argumentos 2>&1 | ForEach-Object { "$_" }) -join [System.Environment]::NewLine
    $codigo = $LASTEXITCODE
    if ($CodigosAceitos -notcontains $codigo) {
        throw (New-MonitorErro -Id 'ProgramaDoWindowsFalhou' -Categoria InvalidResult -Alvo $Programa `
                    -Mensagem "$Programa terminou com o código ${codigo}: $texto" `
                    -Proximo 'confira se o PowerShell foi aberto como administrador.')
    }
    $texto
}
