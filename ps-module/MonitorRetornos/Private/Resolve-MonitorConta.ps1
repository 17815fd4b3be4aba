function Resolve-MonitorConta {
    # The account of the task: { Tipo = Sistema | Gerenciada | Usuario; Nome }. Refuses what cannot reach a share.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet,
        [Parameter(Mandatory = $true)] [string] $Conta,
        [System.Management.Automation.PSCredential] $Credencial
    )
    $nome = $Conta.Trim()
    $curto = $nome.Split('\')[-1]
    if ($nome -eq 'S-1-5-18' -or $curto -in 'SYSTEM', 'SISTEMA', 'LocalSystem') {
        return [pscustomobject]@{ Tipo = 'Sistema'; Nome = 'S-1-5-18' }
    }
    if ($nome -in 'S-1-5-19', 'S-1-5-20' -or $curto -in 'LocalService', 'LOCAL SERVICE', 'SERVIÇO LOCAL', 'NetworkService', 'NETWORK SERVICE', 'SERVIÇO DE REDE') {
        $Cmdlet.ThrowTerminatingError((New-MonitorErro -Id 'ContaNaoAceita' -Categoria InvalidArgument -Alvo $nome `
                    -Mensagem "A conta '$nome' não serve: na rede ela é anônima ou é a conta do computador, e não pode ter pasta própria." `
                    -Proximo 'use uma gMSA (DOMINIO\nome$), um usuário do domínio com senha, ou SYSTEM.'))
    }
    if ($curto.EndsWith('$')) {
        if ($nome -notmatch '^[^\\]+\\[^\\]+\$$') {
            $Cmdlet.ThrowTerminatingError((New-MonitorErro -Id 'ContaSemDominio' -Categoria InvalidArgument -Alvo $nome `
                        -Mensagem "A conta gerenciada '$nome' está sem o domínio." -Proximo 'escreva DOMINIO\nome$.'))
        }
        return [pscustomobject]@{ Tipo = 'Gerenciada'; Nome = $nome }
    }
    if ($null -eq $Credencial -or $Credencial.Password.Length -eq 0) {
        # S4U would need no password, and would have no network either.
        $Cmdlet.ThrowTerminatingError((New-MonitorErro -Id 'SenhaDaContaAusente' -Categoria InvalidArgument -Alvo $nome `
                    -Mensagem "A conta '$nome' precisa da senha: sem ela a tarefa rodaria sem acesso à rede." `
                    -Proximo "passe -Credencial (Get-Credential '$nome'), ou use uma gMSA."))
    }
    [pscustomobject]@{ Tipo = 'Usuario'; Nome = $nome }
}
