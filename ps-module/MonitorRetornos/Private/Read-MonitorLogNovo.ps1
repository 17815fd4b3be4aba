function Read-MonitorLogNovo {
    # What was written since a position: { Registros, Posicao }. After a rotation, first the rest of '.1'.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Caminho,
        [Parameter(Mandatory = $true)] [long] $Posicao,
        [hashtable] $Filtro = @{ Nivel = $null; Desde = $null; Ate = $null; Texto = $null }
    )
    $resto = ''
    $atual = [System.IO.FileInfo]::new($Caminho)
    if ($atual.Exists -and $atual.Length -lt $Posicao) {
        $resto = (Read-MonitorTexto -Caminho "$Caminho.1" -Posicao $Posicao).Texto
        $Posicao = 0
    }
    $lido = Read-MonitorTexto -Caminho $Caminho -Posicao $Posicao
    $registros = foreach ($linha in ($resto + $lido.Texto).Split([char]10)) {
        ConvertTo-MonitorLog -Linha $linha.TrimEnd([char]13) -Filtro $Filtro
    }
    [pscustomobject]@{ Registros = @($registros); Posicao = $lido.Posicao }
}
