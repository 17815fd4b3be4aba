function ConvertTo-MonitorArgumento {
    # One command line out of a list of arguments, by the rules of CommandLineToArgvW:
    # ProcessStartInfo.ArgumentList does not exist in Windows PowerShell 5.1.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Position = 0)] [AllowEmptyCollection()] [AllowEmptyString()] [string[]] $Argumentos = @())
    $partes = foreach ($argumento in $Argumentos) {
        if ($argumento -ne '' -and $argumento -notmatch '[\s"]') { $argumento; continue }
        # Backslashes count only before a quote: double them there, and at the end.
        $texto = [regex]::Replace($argumento, '(\\*)"', '$1$1\"')
        $texto = [regex]::Replace($texto, '(\\+)$', '$1$1')
        '"' + $texto + '"'
    }
    $partes -join ' '
}
