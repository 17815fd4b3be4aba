function Read-MonitorNotificacao {
    # The notifications in the spool that are whole, ours and not older than a day, oldest first.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $PastaDados,
        [Parameter(Mandatory = $true)] [System.DateTimeOffset] $Agora
    )
    $pasta = [System.IO.Path]::Combine($PastaDados, 'notificacoes')
    if (-not [System.IO.Directory]::Exists($pasta)) { return }
    $avisos = foreach ($arquivo in [System.IO.Directory]::GetFiles($pasta, '*.json')) {
        try {
            if ([System.IO.FileInfo]::new($arquivo).Length -gt 65536) { continue }
            $lido = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($arquivo))
            # PowerShell 7 turns dates into DateTime by itself, Windows PowerShell leaves the text.
            $em = if ($lido.em -is [System.DateTime]) { [System.DateTimeOffset]$lido.em } else { [System.DateTimeOffset]::Parse("$($lido.em)", [System.Globalization.CultureInfo]::InvariantCulture) }
            $id = [string]$lido.id
        }
        catch { Write-Verbose -Message "Passei por alto $arquivo : $($_.Exception.Message)"; continue }
        if ($id -notmatch '^[\w.-]{1,200}$' -or $lido.tipo -notin 'queda', 'recuperacao', 'aviso') { continue }
        if (($Agora - $em).TotalHours -gt 24) { continue }
        New-MonitorObjeto 'MonitorRetornos.Notificacao' ([ordered]@{ Id = $id; Tipo = [string]$lido.tipo; Titulo = [string]$lido.titulo; Texto = [string]$lido.texto; Em = $em })
    }
    $avisos | Sort-Object -Property Em
}
