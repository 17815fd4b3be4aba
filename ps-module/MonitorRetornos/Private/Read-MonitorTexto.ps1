function Read-MonitorTexto {
    # The text of a file from a byte position to its last complete line, while others write to it:
    # { Texto, Posicao (where to go on) }. A file that is shorter than the position was rotated: from 0.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Caminho,
        [long] $Posicao = 0
    )
    try {
        $partilha = [System.IO.FileShare]::ReadWrite -bor [System.IO.FileShare]::Delete
        $fluxo = [System.IO.FileStream]::new($Caminho, [System.IO.FileMode]::Open, [System.IO.FileAccess]::Read, $partilha)
    }
    catch [System.IO.FileNotFoundException], [System.IO.DirectoryNotFoundException] {
        return [pscustomobject]@{ Texto = ''; Posicao = [long]0 }
    }
    try {
        if ($fluxo.Length -lt $Posicao) { $Posicao = 0 }
        $null = $fluxo.Seek($Posicao, [System.IO.SeekOrigin]::Begin)
        $bytes = [byte[]]::new($fluxo.Length - $Posicao)
        $lidos = 0
        while ($lidos -lt $bytes.Length) {
            $agora = $fluxo.Read($bytes, $lidos, $bytes.Length - $lidos)
            if ($agora -eq 0) { break }
            $lidos += $agora
        }
    }
    finally { $fluxo.Dispose() }
    $ate = if ($lidos -gt 0) { [System.Array]::LastIndexOf($bytes, [byte]10, $lidos - 1, $lidos) + 1 } else { 0 }
    $texto = [System.Text.Encoding]::UTF8.GetString($bytes, 0, $ate)
    if ($Posicao -eq 0) { $texto = $texto.TrimStart([char]0xFEFF) }
    [pscustomobject]@{ Texto = $texto; Posicao = $Posicao + $ate }
}
