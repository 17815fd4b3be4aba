function Read-MonitorLog {
    # The last records that pass the filter, oldest first, from the log and its rotated files:
    # { Registros, Posicao (the end of the current file) }. Reads backwards and stops when it has enough.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Caminho,
        [Parameter(Mandatory = $true)] [hashtable] $Filtro,
        [Parameter(Mandatory = $true)] [int] $Ultimas
    )
    $achados = [System.Collections.Generic.List[object]]::new()
    $fim = [long]0
    for ($numero = 0; $achados.Count -lt $Ultimas; $numero++) {
        $arquivo = if ($numero -eq 0) { $Caminho } else { "$Caminho.$numero" }
        if ($numero -gt 0 -and -not [System.IO.File]::Exists($arquivo)) { break }
        $lido = Read-MonitorTexto -Caminho $arquivo
        if ($numero -eq 0) { $fim = $lido.Posicao }
        $linhas = $lido.Texto.Split([char]10)
        $cedo = $false
        for ($i = $linhas.Length - 1; $i -ge 0 -and $achados.Count -lt $Ultimas; $i--) {
            $linha = $linhas[$i].TrimEnd([char]13)
            if ($linha.Length -lt 19) { continue }
            # The dates rise, and sort as text: anything earlier is earlier all the way back.
            if ($null -ne $Filtro.Desde -and [string]::CompareOrdinal($linha.Substring(0, 19), $Filtro.Desde.ToString('yyyy-MM-dd HH:mm:ss')) -lt 0 -and $linha -match '^\d{4}-') { $cedo = $true; break }
            $registro = ConvertTo-MonitorLog -Linha $linha -Filtro $Filtro
            if ($null -ne $registro) { $achados.Add($registro) }
        }
        if ($cedo) { break }
    }
    $achados.Reverse()
    [pscustomobject]@{ Registros = $achados.ToArray(); Posicao = $fim }
}
