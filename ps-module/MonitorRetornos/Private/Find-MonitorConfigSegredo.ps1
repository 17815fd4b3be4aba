function Find-MonitorConfigSegredo {
    # The secrets that stand in a configuration in clear, as '[SECAO] chave'. The mail's password is not among them: an
    # installation moves it to the protected store.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] [AllowEmptyString()] [string[]] $Linhas)
    foreach ($lugar in @('TEAMS', 'url'), @('TELEGRAM', 'token'), @('WEBHOOK', 'segredo')) {
        $achada = Find-MonitorConfigLinha -Linhas $Linhas -Secao $lugar[0] -Chave $lugar[1]
        if ($null -ne $achada -and $achada.Valor) { "[$($lugar[0])] $($lugar[1])" }
    }
}
