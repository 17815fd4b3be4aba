function Invoke-MonitorNativo {
    # A program of Windows (icacls.exe, reg.exe): its exit code must be one of those accepted.
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [Parameter(Mandatory = $true)] [string] $Programa,
        [Parameter(Mandatory = $true)] [string[]] $Argumentos,
        [int[]] $CodigosAceitos = @(0)
    )
    # Windows PowerShell 5.1 makes the first line of a redirected standard error fatal under 'Stop'.
    $ErrorActionPreference = 'Continue'
    $texto = (& $Programa @Argumentos 2>&1 | ForEach-Object { "$_" }) -join [System.Environment]::NewLine
    $codigo = $LASTEXITCODE
    if ($CodigosAceitos -notcontains $codigo) {
        $Cmdlet.ThrowTerminatingError((New-MonitorErro -Id 'ProgramaDoWindowsFalhou' -Categoria InvalidResult -Alvo $Programa `
                    -Mensagem "$Programa terminou com o código ${codigo}: $texto" `
                    -Proximo 'confira se o PowerShell foi aberto como administrador.'))
    }
    $texto
}
