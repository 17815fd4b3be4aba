function Get-MonitorPastaDados {
    # The data folder of a configuration: pasta_dados, else %ProgramData%\MonitorRetornos (elsewhere: dados beside it).
    [CmdletBinding()]
    [OutputType([string])]
    param([string] $Config)
    $valor = $null
    if ($Config -and [System.IO.File]::Exists($Config)) {
        $achada = Find-MonitorConfigLinha -Linhas (Read-MonitorConfig -Caminho $Config) -Secao 'CAMINHOS' -Chave 'pasta_dados'
        if ($null -ne $achada) { $valor = $achada.Valor }
        if ($valor) { return [System.IO.Path]::GetFullPath([System.IO.Path]::Combine([System.IO.Path]::GetDirectoryName($Config), $valor)) }
        if ([System.IO.Path]::DirectorySeparatorChar -ne '\') { return [System.IO.Path]::Combine([System.IO.Path]::GetDirectoryName($Config), 'dados') }
    }
    [System.IO.Path]::Combine([System.Environment]::GetFolderPath([System.Environment+SpecialFolder]::CommonApplicationData), 'MonitorRetornos')
}
