function Resolve-MonitorSid {
    # The SID of an account, which no language of Windows changes. Throws when there is no such account.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] [string] $Conta)
    if ($Conta -match '^S-1-[\d-]+$') { return $Conta }
    try { [System.Security.Principal.NTAccount]::new($Conta).Translate([System.Security.Principal.SecurityIdentifier]).Value }
    catch {
        throw (New-MonitorErro -Id 'ContaNaoExiste' -Categoria ObjectNotFound -Alvo $Conta -Causa $_.Exception `
                    -Mensagem "O Windows não conhece a conta '$Conta'." -Proximo 'confira o nome (DOMINIO\nome, ou DOMINIO\nome$ numa gMSA) e se este computador alcança o domínio.')
    }
}
