function New-MonitorErro {
    # An ErrorRecord of this module: its own id, a category, and what to do next in the message.
    [CmdletBinding()]
    [OutputType([System.Management.Automation.ErrorRecord])]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'makes an object')]
    param(
        [Parameter(Mandatory = $true)] [string] $Id,
        [Parameter(Mandatory = $true)] [System.Management.Automation.ErrorCategory] $Categoria,
        [Parameter(Mandatory = $true)] [string] $Mensagem,
        [Parameter(Mandatory = $true)] [string] $Proximo,
        $Alvo = $null,
        [System.Exception] $Causa = $null
    )
    $texto = '{0} Próximo passo: {1}' -f $Mensagem.TrimEnd(), $Proximo
    $excecao = [System.InvalidOperationException]::new($texto, $Causa)
    [System.Management.Automation.ErrorRecord]::new($excecao, $Id, $Categoria, $Alvo)
}
