function Uninstall-MonitorRetornos {
    <#
    .SYNOPSIS
    Remove o MonitorRetornos deste computador, menos a pasta de dados.

    .DESCRIPTION
    Para o monitor, remove as Tarefas Agendadas, o que foi posto no Registro do Windows, o módulo e o programa. A
    pasta de dados (configuração, livro de registro, logs) fica, e também o que outros puseram na pasta do programa.
    O que não existe é passado por alto. É o que install.ps1 -Desinstalar chama. Precisa de um PowerShell de
    administrador.

    .PARAMETER PastaPrograma
    Onde está o programa. Padrão: o que a instalação registrada diz.

    .PARAMETER PastaDados
    Onde estão a configuração e os dados, que ficam. Padrão: o que a instalação registrada diz.

    .PARAMETER PastaModulos
    Onde estão os módulos PowerShell de todos. Padrão: o que a instalação registrada diz.

    .EXAMPLE
    Uninstall-MonitorRetornos

    Remove tudo, menos os dados, com confirmação.

    .EXAMPLE
    Uninstall-MonitorRetornos -WhatIf

    Mostra o que seria removido.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    MonitorRetornos.Tarefa, uma por tarefa removida.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
    [OutputType('MonitorRetornos.Tarefa')]
    param(
        [ValidateNotNullOrEmpty()] [string] $PastaPrograma,
        [ValidateNotNullOrEmpty()] [string] $PastaDados,
        [ValidateNotNullOrEmpty()] [string] $PastaModulos
    )
    $ErrorActionPreference = 'Stop'
    $i = Get-MonitorInstalacao -Cmdlet $PSCmdlet -PastaPrograma $PastaPrograma -PastaDados $PastaDados -PastaModulos $PastaModulos
    Assert-MonitorAdministrador -Cmdlet $PSCmdlet
    if ($PSCmdlet.ShouldProcess(($i.Tarefas -join ', '), 'Parar o monitor e remover as Tarefas Agendadas')) {
        Unregister-MonitorRetornos -Config $i.Config -Confirm:$false
    }
    # The program first: when somebody still runs it, module and install.ps1 are there to try again.
    if ([System.IO.Directory]::Exists($i.Programa) -and $PSCmdlet.ShouldProcess($i.Programa, 'Remover o programa')) {
        foreach ($item in $i.Itens) {
            $caminho = [System.IO.Path]::Combine($i.Programa, $item)
            if ([System.IO.Directory]::Exists($caminho)) { [System.IO.Directory]::Delete($caminho, $true) }
            foreach ($final in '', '.novo', '.antigo') {
                try { [System.IO.File]::Delete("$caminho$final") }
                catch {
                    $PSCmdlet.ThrowTerminatingError((New-MonitorErro -Id 'ProgramaEmUso' -Categoria ResourceBusy -Alvo "$caminho$final" -Causa $_.Exception `
                                -Mensagem "'$caminho$final' não pôde ser apagado: $($_.Exception.GetBaseException().Message)" -Proximo 'feche o que ainda o usa e rode de novo; o módulo continua instalado.'))
                }
            }
        }
        $anterior = [System.IO.Path]::Combine($i.Programa, 'anterior')
        if ([System.IO.Directory]::Exists($anterior)) { [System.IO.Directory]::Delete($anterior, $true) }
        # Files of other people in the folder are theirs: then it stays.
        if (-not [System.Linq.Enumerable]::Any([System.IO.Directory]::EnumerateFileSystemEntries($i.Programa))) { [System.IO.Directory]::Delete($i.Programa) }
    }
    if ($PSCmdlet.ShouldProcess("$($i.ChaveEventos), $($i.ChaveAvisos)", 'Remover do Registro do Windows')) {
        Remove-MonitorChave $i.ChaveEventos
        Remove-MonitorChave $i.ChaveAvisos
        Remove-MonitorChave $i.ChaveInstalacao
        Set-MonitorAmbiente 'MONITOR_RETORNOS_EXE'
    }
    if ([System.IO.Directory]::Exists($i.Modulo) -and $PSCmdlet.ShouldProcess($i.Modulo, 'Remover o módulo')) {
        [System.IO.Directory]::Delete($i.Modulo, $true)
    }
    Write-MonitorPasso "A configuração e os dados ficaram em $($i.Dados); apague essa pasta se não precisar mais deles."
}
