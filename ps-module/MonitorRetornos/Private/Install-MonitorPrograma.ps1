function Install-MonitorPrograma {
    # Program and module, from the package to their places.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [hashtable] $Instalacao,
        [Parameter(Mandatory = $true)] [string] $Origem,
        [Parameter(Mandatory = $true)] [string] $Versao,
        # Outside Program Files the module has to be told where the program is.
        [switch] $ForaDoLugar
    )
    Write-MonitorPasso "Copiando o programa para $($Instalacao.Programa)..."
    $null = [System.IO.Directory]::CreateDirectory($Instalacao.Programa)
    Set-MonitorAcesso -Caminho $Instalacao.Programa -Direito Leitura -Leitores 'S-1-5-32-545'
    $lista = @(Get-MonitorPacoteArquivo -Origem $Origem)
    $so = { param($pasta) @($lista | Where-Object { $_.StartsWith("$pasta/", [System.StringComparison]::OrdinalIgnoreCase) } | ForEach-Object { $_.Substring($pasta.Length + 1) }) }
    foreach ($item in $Instalacao.Itens) {
        $de = [System.IO.Path]::Combine($Origem, $item)
        $para = [System.IO.Path]::Combine($Instalacao.Programa, $item)
        if ($de -eq $para) { continue }
        if ([System.IO.Directory]::Exists($de)) { Copy-MonitorPasta -De $de -Para $para -So @(& $so $item) }
        elseif ([System.IO.File]::Exists($de)) { Copy-MonitorArquivo -De $de -Para $para }
    }
    if ($ForaDoLugar) { Set-MonitorAmbiente 'MONITOR_RETORNOS_EXE' $Instalacao.Exe }

    Write-MonitorPasso "Instalando o módulo em $($Instalacao.Modulo)..."
    $destino = [System.IO.Path]::Combine($Instalacao.Modulo, $Versao)
    Copy-MonitorPasta -De ([System.IO.Path]::Combine($Origem, 'ps-module', 'MonitorRetornos')) -Para $destino -So @(& $so 'ps-module/MonitorRetornos')
    foreach ($outra in [System.IO.Directory]::GetDirectories($Instalacao.Modulo)) {
        if ($outra -ne $destino) { [System.IO.Directory]::Delete($outra, $true) }
    }
}
