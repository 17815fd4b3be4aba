function Get-MonitorAcessoEstranho {
    # What in a data folder is not of an installation: { Caminho; Tipo = Ligacao | Dono | Entrada; Quem; Texto }. Anybody
    # may make folders in %ProgramData%, so one that is there before the installation may be a trap. Looks at the folder,
    # its files and its own subfolders; inherited entries do not count, since an installation turns inheritance off.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Caminho,
        # SIDs that may be there beside SYSTEM and the administrators.
        [AllowEmptyCollection()] [string[]] $Contas = @(),
        # SIDs that may read.
        [AllowEmptyCollection()] [string[]] $Leitores = @()
    )
    if (-not [System.IO.Directory]::Exists($Caminho) -and -not [System.IO.File]::Exists($Caminho)) { return }
    # TrustedInstaller is the long one; SDDL writes the well-known ones as two letters.
    $confiaveis = @('SY', 'S-1-5-18', 'BA', 'S-1-5-32-544', 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464') + $Contas
    $lugares = @($Caminho)
    if (-not ([System.IO.File]::GetAttributes($Caminho) -band [System.IO.FileAttributes]::ReparsePoint)) {
        if ([System.IO.Directory]::Exists($Caminho)) {
            $lugares += [System.IO.Directory]::GetFiles($Caminho)
            $lugares += @('notificacoes', 'trabalho', 'logs' | ForEach-Object { [System.IO.Path]::Combine($Caminho, $_) } | Where-Object { [System.IO.Directory]::Exists($_) })
        }
    }
    foreach ($lugar in $lugares) {
        if ([System.IO.File]::GetAttributes($lugar) -band [System.IO.FileAttributes]::ReparsePoint) {
            [pscustomobject]@{ Caminho = $lugar; Tipo = 'Ligacao'; Quem = ''; Texto = "'$lugar' é uma ligação para outro lugar" }
            continue
        }
        $sddl = [string](Get-Acl -LiteralPath $lugar).Sddl
        $dono = [regex]::Match($sddl, '^O:(S-1-[\d-]+|[A-Z]{2})').Groups[1].Value
        if ($dono -notin $confiaveis) {
            [pscustomobject]@{ Caminho = $lugar; Tipo = 'Dono'; Quem = $dono; Texto = "'$lugar' pertence a '$dono'" }
        }
        foreach ($entrada in [regex]::Matches($sddl, '\((X?A|OA);([A-Z]*);([^;]*);[^;]*;[^;]*;([^;)]+)')) {
            $direito = $entrada.Groups[3].Value
            $quem = $entrada.Groups[4].Value
            if ($entrada.Groups[2].Value -match '^(?:..)*ID' -or $quem -in $confiaveis) { continue }
            if ($quem -in $Leitores -and $direito -in '0x1200a9', 'GRGX', 'FR', '0x120089') { continue }
            # Everybody may read the notifications: the installation itself says so.
            if ($quem -in 'BU', 'S-1-5-32-545' -and $direito -in '0x1200a9', 'GRGX' -and [System.IO.Path]::GetFileName($lugar) -eq 'notificacoes') { continue }
            [pscustomobject]@{ Caminho = $lugar; Tipo = 'Entrada'; Quem = $quem; Texto = "'$lugar' dá direito '$direito' a '$quem'" }
        }
    }
}
