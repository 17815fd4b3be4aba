function Set-MonitorAcesso {
    # Only SYSTEM, Administrators and the account given get in: inheritance off, SIDs instead of names that change
    # with the language of Windows. -Leitores adds people who may only read.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'the caller asked')]
    param(
        [Parameter(Mandatory = $true)] [string] $Caminho,
        # Name or SID of the task account; empty or SYSTEM adds nobody.
        [string] $Conta,
        [ValidateSet('Leitura', 'Alteracao')] [string] $Direito = 'Leitura',
        [string[]] $Leitores = @()
    )
    $heranca = if ([System.IO.Directory]::Exists($Caminho)) { '(OI)(CI)' } else { '' }
    $regras = @("*S-1-5-18:${heranca}F", "*S-1-5-32-544:${heranca}F")
    if ($Conta -and $Conta -ne 'S-1-5-18') {
        $letra = if ($Direito -eq 'Alteracao') { 'M' } else { 'R' }
        $quem = if ($Conta -match '^S-1-[\d-]+$') { "*$Conta" } else { $Conta }
        $regras += "${quem}:${heranca}$letra"
    }
    foreach ($leitor in $Leitores) { $regras += "*${leitor}:${heranca}RX" }
    # Two calls: the first leaves at least SYSTEM and Administrators inside at every moment.
    $null = Invoke-MonitorNativo -Programa 'icacls.exe' -Argumentos (@($Caminho, '/grant:r') + $regras + '/Q')
    $null = Invoke-MonitorNativo -Programa 'icacls.exe' -Argumentos @($Caminho, '/inheritance:r', '/Q')
}
