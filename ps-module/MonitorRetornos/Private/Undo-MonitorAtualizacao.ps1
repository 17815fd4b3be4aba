function Undo-MonitorAtualizacao {
    # Back to the version before: program, module, ledger where the new version changed it, configuration where this run
    # swapped it, and the tasks where they were registered anew. Answers what was done, in words, for the error. Throws when the
    # ledger does not allow it: then nothing was put back.
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [hashtable] $Instalacao,
        [Parameter(Mandatory = $true)] [hashtable] $Guardado,
        # { Desde; Versao; Registrada; Anterior; Conta; Dono; Contas; Leitores; Trocada; SemNotificacoes; Credencial; Segundos } of the upgrade.
        [Parameter(Mandatory = $true)] [hashtable] $Atualizacao
    )
    $i = $Instalacao
    $a = $Atualizacao
    Stop-MonitorExecutavel -Instalacao $i
    $livro = Test-MonitorLivroVolta -Instalacao $i -Guardado $Guardado -Desde $a.Desde
    if (-not $livro.Volta) {
        throw (New-MonitorErro -Id 'AtualizacaoSemVolta' -Categoria InvalidOperation -Alvo $i.Config `
                    -Mensagem "A versão $($Guardado.Versao) não pôde voltar: $($livro.Motivo). A $($a.Versao) continua instalada; a anterior está em '$($Guardado.Pasta)'." `
                    -Proximo 'resolva o que impede a versão nova (Get-MonitorLog -Ultimas 30, Test-MonitorConfiguracao) e rode Start-MonitorRetornos.')
    }
    "A versão $($Guardado.Versao) voltou ao lugar."
    if ($livro.Copia) { "O livro de registro também voltou a ser o de antes; o da versão nova ficou em '$(Restore-MonitorLivro -Copia $livro.Copia -Versao $a.Versao)'." }
    if ($a.Trocada -and [System.IO.File]::Exists($a.Trocada)) {
        $recusada = '{0}.nao-subiu-{1:yyyyMMdd-HHmmss}' -f $i.Config, [datetime]::Now
        [System.IO.File]::Replace($a.Trocada, $i.Config, $recusada)
        "A configuração também; a trocada ficou em '$recusada'."
    }
    Restore-MonitorAnterior -Instalacao $i -Guardado $Guardado
    if (-not $a.Registrada) { return }
    $tarefas = @{ Config = $i.Config; Programa = $i.Exe; PastaTarefas = [System.IO.Path]::Combine($i.Programa, 'tasks'); SemNotificacoes = $a.SemNotificacoes; Confirm = $false; WarningAction = 'SilentlyContinue' }
    try {
        $quem = if ($null -ne $a.Credencial -and $a.Anterior -eq $a.Credencial.UserName) { $tarefas['Credencial'] = $a.Credencial; $a.Conta } else { Resolve-MonitorContaDaTarefa -Conta $a.Anterior }
        $tarefas['Conta'] = $quem.Nome
        if ($quem.Nome -ne $a.Conta.Nome) {
            $dono = if ($quem.Tipo -eq 'Sistema') { '' } else { $quem.Nome }
            $null = Install-MonitorConfig -Instalacao $i -Linhas (Read-MonitorConfig -Caminho $i.Config) -Dono $dono -DonoAnterior $a.Dono -Contas $a.Contas -Operadores $a.Leitores -OperadoresAnteriores $a.Leitores -ForaDoLugar:$i.DadosForaDoLugar
        }
        $null = Register-MonitorRetornos @tarefas
    }
    catch { "A tarefa ficou com a conta $($a.Conta.Nome): a de antes, $($a.Anterior), pede a senha ($($_.Exception.Message))" }
}
