function Write-MonitorCorte {
    # An error that does not end the command, when the program's answer is not all there is.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [Parameter(Mandatory = $true)] [AllowNull()] $Documento,
        [Parameter(Mandatory = $true)] [int] $Limite
    )
    if (-not (Get-MonitorCampo $Documento 'cortado' $false)) { return }
    $Cmdlet.WriteError((New-MonitorErro -Id 'ResultadoCortado' -Categoria LimitsExceeded -Alvo $Limite `
                -Mensagem "Há mais de $Limite resultados, e só estes foram lidos." `
                -Proximo 'divida a consulta por período, com -Desde e -Ate.'))
}
