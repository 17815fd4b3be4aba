function Test-MonitorPagina {
    # Whether the page is served there. A monitor that is out of reach of its folder answers 503: it answers.
    [CmdletBinding()]
    [OutputType([bool])]
    param([Parameter(Mandatory = $true)] [string] $Endereco)
    $pedido = [System.Net.HttpWebRequest]::CreateHttp("${Endereco}saude")
    $pedido.Timeout = 5000
    # The page is of this machine: no proxy has a say.
    $pedido.Proxy = $null
    try { $resposta = $pedido.GetResponse() }
    catch {
        $resposta = if ($_.Exception.GetBaseException() -is [System.Net.WebException]) { $_.Exception.GetBaseException().Response }
        if ($null -eq $resposta) { Write-Verbose -Message "a página não responde: $_"; return $false }
    }
    try { $resposta.ContentType -like 'application/json*' } finally { $resposta.Dispose() }
}
