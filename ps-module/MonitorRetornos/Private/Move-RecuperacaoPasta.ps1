function Move-RecuperacaoPasta {
    # Renames a folder, with some patience for whoever has it open; answers the reason when it could not.
    # .NET calls only: it must work while a pipeline is being stopped. Moving what has moved is success.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] [string] $De, [Parameter(Mandatory = $true)] [string] $Para)
    $motivo = $null
    for ($tentativa = 0; $tentativa -lt 10; $tentativa++) {
        if (-not [System.IO.Directory]::Exists($De) -and [System.IO.Directory]::Exists($Para)) { return $null }
        try { [System.IO.Directory]::Move($De, $Para); return $null }
        catch { $motivo = $_.Exception.GetBaseException().Message }
        [System.Threading.Thread]::Sleep(300)
    }
    $motivo
}
