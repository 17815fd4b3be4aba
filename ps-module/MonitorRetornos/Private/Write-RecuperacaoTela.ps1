function Write-RecuperacaoTela {
    # A line for the person who watches: the information stream, never the output.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste, [Parameter(Mandatory = $true)] [string] $Texto)
    $Teste.Cmdlet.WriteInformation([System.Management.Automation.HostInformationMessage]@{ Message = $Texto }, @('PSHOST'))
}
