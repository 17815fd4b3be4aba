function Add-MonitorZipTexto {
    # One text, UTF-8, into a zip that is being written.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] $Zip,
        [Parameter(Mandatory = $true)] [string] $Nome,
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Texto
    )
    $entrada = $Zip.CreateEntry($Nome).Open()
    try {
        $bytes = [System.Text.UTF8Encoding]::new($true).GetPreamble() + [System.Text.Encoding]::UTF8.GetBytes($Texto)
        $entrada.Write($bytes, 0, $bytes.Length)
    }
    finally { $entrada.Dispose() }
}
