function New-MonitorToastXml {
    # The toast as XML. The texts go in through the DOM: a folder name cannot become markup.
    [CmdletBinding()]
    [OutputType([string])]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'makes a text')]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Titulo,
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Texto,
        [Parameter(Mandatory = $true)] [System.DateTimeOffset] $Em
    )
    $documento = [System.Xml.XmlDocument]::new()
    $documento.LoadXml('<toast duration="long"><visual><binding template="ToastGeneric"><text/><text/></binding></visual></toast>')
    $documento.DocumentElement.SetAttribute('displayTimestamp', $Em.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', [System.Globalization.CultureInfo]::InvariantCulture))
    $campos = $documento.GetElementsByTagName('text')
    $i = 0
    foreach ($valor in $Titulo, $Texto) {
        # Characters that XML cannot carry at all.
        $campos[$i].InnerText = [regex]::Replace($valor, '[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]', ' ')
        $i++
    }
    $documento.OuterXml
}
