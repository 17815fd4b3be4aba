function New-MonitorTarefaXml {
    # A task definition from its model, with account and paths set through the DOM: nothing in them can become XML.
    [CmdletBinding()]
    [OutputType([string])]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'makes a text')]
    param(
        [Parameter(Mandatory = $true)] [string] $Modelo,
        # From Resolve-MonitorConta; without it, the principal of the model stays.
        $Conta,
        [string] $Comando,
        [string] $Argumentos,
        [string] $PastaTrabalho,
        [switch] $SemGatilhos,
        [switch] $Desabilitada
    )
    $documento = [System.Xml.XmlDocument]::new()
    $documento.XmlResolver = $null
    $documento.Load($Modelo)
    $espaco = 'http://schemas.microsoft.com/windows/2004/02/mit/task'
    $nomes = [System.Xml.XmlNamespaceManager]::new($documento.NameTable)
    $nomes.AddNamespace('t', $espaco)

    foreach ($par in @('Command', $Comando), @('Arguments', $Argumentos), @('WorkingDirectory', $PastaTrabalho)) {
        if ($par[1]) { $documento.SelectSingleNode("/t:Task/t:Actions/t:Exec/t:$($par[0])", $nomes).InnerText = $par[1] }
    }
    if ($null -ne $Conta) {
        $usuario = $documento.SelectSingleNode('/t:Task/t:Principals/t:Principal/t:UserId', $nomes)
        $usuario.InnerText = $Conta.Nome
        if ($Conta.Tipo -ne 'Sistema') {
            $logon = $documento.CreateElement('LogonType', $espaco)
            $logon.InnerText = 'Password'
            $null = $usuario.ParentNode.InsertAfter($logon, $usuario)
        }
    }
    if ($SemGatilhos) { $documento.SelectSingleNode('/t:Task/t:Triggers', $nomes).RemoveAll() }
    if ($Desabilitada) { $documento.SelectSingleNode('/t:Task/t:Settings/t:Enabled', $nomes).InnerText = 'false' }
    $documento.OuterXml
}
