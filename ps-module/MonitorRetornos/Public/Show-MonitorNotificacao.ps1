function Show-MonitorNotificacao {
    <#
    .SYNOPSIS
    Mostra, nesta sessão, as notificações que o monitor deixou e que esta pessoa ainda não viu.

    .DESCRIPTION
    Lê a pasta notificacoes, na pasta de dados, e mostra cada aviso uma vez por pessoa, do mais antigo
    ao mais novo. Avisos de mais de um dia não aparecem. É o que a tarefa MonitorRetornos-Notificacoes
    faz na sessão de cada um; precisa do Windows PowerShell 5.1 (powershell.exe).

    .PARAMETER PastaDados
    A pasta de dados do monitor. Padrão: %ProgramData%\MonitorRetornos.

    .PARAMETER ArquivoVistos
    Onde fica a lista do que esta pessoa já viu. Padrão: na pasta de dados locais dela.

    .EXAMPLE
    Show-MonitorNotificacao

    Mostra o que há de novo.

    .EXAMPLE
    Show-MonitorNotificacao -PastaDados D:\MonitorRetornos -WhatIf

    Diz o que seria mostrado, a partir de outra pasta de dados.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Notificacao, uma por aviso mostrado: Id, Tipo, Titulo, Texto, Em.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType('MonitorRetornos.Notificacao')]
    param(
        [Parameter(Position = 0)] [ValidateNotNullOrEmpty()] [string] $PastaDados,
        [ValidateNotNullOrEmpty()] [string] $ArquivoVistos
    )
    $PastaDados = if ($PastaDados) { Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $PastaDados } else { Get-MonitorPastaDados }
    if ($ArquivoVistos) { $ArquivoVistos = Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $ArquivoVistos }
    else {
        $ArquivoVistos = [System.IO.Path]::Combine([System.Environment]::GetFolderPath([System.Environment+SpecialFolder]::LocalApplicationData), 'MonitorRetornos', 'notificacoes-vistas.txt')
    }
    $agora = [System.DateTimeOffset]::Now
    $vistos = [System.Collections.Generic.List[string]]::new()
    if ([System.IO.File]::Exists($ArquivoVistos)) { $vistos.AddRange([System.IO.File]::ReadAllLines($ArquivoVistos)) }

    foreach ($aviso in (Read-MonitorNotificacao -PastaDados $PastaDados -Agora $agora)) {
        if ($vistos.Contains($aviso.Id)) { continue }
        if (-not $PSCmdlet.ShouldProcess("$($aviso.Titulo) ($($aviso.Em.LocalDateTime))", 'Mostrar a notificação')) { continue }
        # Noted first: a script that dies in between leaves an aviso unseen, never one shown twice.
        $vistos.Add($aviso.Id)
        Save-MonitorVisto -Caminho $ArquivoVistos -Vistos $vistos
        try { Show-MonitorToast -Xml (New-MonitorToastXml -Titulo $aviso.Titulo -Texto $aviso.Texto -Em $aviso.Em) }
        catch {
            $null = $vistos.Remove($aviso.Id)
            Save-MonitorVisto -Caminho $ArquivoVistos -Vistos $vistos
            $PSCmdlet.ThrowTerminatingError((New-MonitorErro -Id 'NotificacaoNaoMostrada' -Categoria NotImplemented -Alvo $aviso.Id -Causa $_.Exception `
                        -Mensagem "A notificação não pôde ser mostrada: $($_.Exception.Message)" `
                        -Proximo 'rode no Windows PowerShell 5.1 (powershell.exe), na sessão de quem está usando o computador.'))
        }
        $aviso
    }
}
