function Restore-MonitorAnterior {
    # Program and module back to what Save-MonitorAnterior kept; what only the new version had goes away. The monitor must
    # not run.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [hashtable] $Instalacao,
        [Parameter(Mandatory = $true)] [hashtable] $Guardado
    )
    foreach ($item in $Instalacao.Itens) {
        $de = [System.IO.Path]::Combine($Guardado.Programa, $item)
        $para = [System.IO.Path]::Combine($Instalacao.Programa, $item)
        if ([System.IO.Directory]::Exists($de)) { Copy-MonitorPasta -De $de -Para $para }
        elseif ([System.IO.File]::Exists($de)) { Copy-MonitorArquivo -De $de -Para $para }
        elseif ([System.IO.Directory]::Exists($para)) { [System.IO.Directory]::Delete($para, $true) }
        elseif ([System.IO.File]::Exists($para)) { [System.IO.File]::Delete($para) }
    }
    Copy-MonitorPasta -De $Guardado.Modulo -Para $Instalacao.Modulo
    foreach ($versao in [System.IO.Directory]::GetDirectories($Instalacao.Modulo)) {
        if (-not [System.IO.Directory]::Exists([System.IO.Path]::Combine($Guardado.Modulo, [System.IO.Path]::GetFileName($versao)))) { [System.IO.Directory]::Delete($versao, $true) }
    }
}
