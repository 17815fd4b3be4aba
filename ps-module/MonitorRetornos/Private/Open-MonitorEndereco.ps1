function Open-MonitorEndereco {
    # Opens the page in the browser of who is looking. Where there is none, the address is said.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Endereco)
    try { Start-Process -FilePath $Endereco -ErrorAction Stop }
    catch {
        Write-Verbose -Message "$_"
        Write-Warning -Message "Nenhum navegador abriu aqui: a página está em $Endereco (só desta máquina)."
    }
}
