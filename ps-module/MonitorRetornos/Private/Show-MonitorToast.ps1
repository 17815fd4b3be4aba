function Show-MonitorToast {
    # Shows one toast through WinRT, which only Windows PowerShell 5.1 reaches. Throws when Windows refuses.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Xml,
        [string] $Identidade = 'MonitorRetornos'
    )
    $null = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]
    $null = [Windows.Data.Xml.Dom.XmlDocument, Windows.Data.Xml.Dom.XmlDocument, ContentType = WindowsRuntime]
    $documento = [Windows.Data.Xml.Dom.XmlDocument]::new()
    $documento.LoadXml($Xml)
    $aviso = [Windows.UI.Notifications.ToastNotification]::new($documento)
    [Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($Identidade).Show($aviso)
}
