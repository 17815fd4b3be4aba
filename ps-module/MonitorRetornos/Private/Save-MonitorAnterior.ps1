function Save-MonitorAnterior {
    # Keeps program and module as they are installed until the new version is up: in the program folder, which only
    # administrators can write.
    # Answers { Pasta; Programa; Modulo; Exe; Versao }. What an upgrade that died in the middle had kept is what was good,
    # and stays.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [hashtable] $Instalacao)
    $pasta = [System.IO.Path]::Combine($Instalacao.Programa, 'anterior')
    $inteira = [System.IO.Path]::Combine($pasta, 'versao.txt')
    $guardado = @{ Pasta = $pasta; Programa = [System.IO.Path]::Combine($pasta, 'programa'); Modulo = [System.IO.Path]::Combine($pasta, 'modulo') }
    $guardado['Exe'] = [System.IO.Path]::Combine($guardado.Programa, 'MonitorRetornos.exe')
    # Also an installation of long ago, or one that others have changed since.
    $null = [System.IO.Directory]::CreateDirectory($Instalacao.Programa)
    Set-MonitorAcesso -Caminho $Instalacao.Programa -Direito Leitura -Leitores 'S-1-5-32-545'
    if ([System.IO.File]::Exists($inteira)) { $guardado['Versao'] = [System.IO.File]::ReadAllText($inteira); return $guardado }
    if ([System.IO.Directory]::Exists($pasta)) { [System.IO.Directory]::Delete($pasta, $true) }
    $null = [System.IO.Directory]::CreateDirectory($guardado.Programa)
    $null = [System.IO.Directory]::CreateDirectory($guardado.Modulo)
    foreach ($item in $Instalacao.Itens) {
        $de = [System.IO.Path]::Combine($Instalacao.Programa, $item)
        $para = [System.IO.Path]::Combine($guardado.Programa, $item)
        if ([System.IO.Directory]::Exists($de)) { Copy-MonitorPasta -De $de -Para $para }
        elseif ([System.IO.File]::Exists($de)) { [System.IO.File]::Copy($de, $para) }
    }
    $versao = '?'
    if ([System.IO.Directory]::Exists($Instalacao.Modulo)) {
        Copy-MonitorPasta -De $Instalacao.Modulo -Para $guardado.Modulo
        $versoes = @([System.IO.Directory]::GetDirectories($Instalacao.Modulo) | ForEach-Object { [System.IO.Path]::GetFileName($_) } | Sort-Object)
        if ($versoes.Count -gt 0) { $versao = $versoes[-1] }
    }
    [System.IO.File]::WriteAllText($inteira, $versao)
    $guardado['Versao'] = $versao
    $guardado
}
