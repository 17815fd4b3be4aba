function Get-MonitorPlano {
    # What an installation is going to do, step by step, for -WhatIf: { Alvo; Acao }.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [hashtable] $Instalacao,
        [Parameter(Mandatory = $true)] [string] $Versao,
        [Parameter(Mandatory = $true)] $Conta,
        # The task of before; $null in a new installation.
        $Existente,
        [bool] $Registrar,
        # Where the configuration comes from.
        [Parameter(Mandatory = $true)] [string] $Usada,
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string[]] $Linhas,
        [AllowEmptyCollection()] [string[]] $Leitores = @(),
        [AllowEmptyString()] [string] $Posto,
        [bool] $ComSenhaLivro,
        [switch] $Trocar,
        [switch] $SemNotificacoes,
        [switch] $SemVerificarConta,
        [switch] $NaoIniciar,
        [int] $TempoLimiteSegundos = 120
    )
    $i = $Instalacao
    $passo = { param($alvo, $acao) [pscustomobject]@{ Alvo = $alvo; Acao = $acao } }
    & $passo $i.Exe "Conferir as versões do programa, do módulo ($Versao) e do livro de registro, antes de mudar qualquer coisa"
    if (-not $SemVerificarConta -and $Registrar) { & $passo $Usada "Verificar pasta, e-mail e disco com a conta $($Conta.Nome), antes de mudar qualquer coisa" }
    if ($null -ne $Existente) { & $passo "\$($i.Tarefas[0])" 'Parar o monitor e desabilitar a tarefa enquanto o programa é trocado' }
    if ($null -ne $Existente) { & $passo ([System.IO.Path]::Combine($i.Programa, 'anterior')) 'Guardar o programa e o módulo de agora, até que a versão nova esteja de pé' }
    & $passo $i.Programa 'Copiar o programa, com leitura para todos e alteração só para administradores'
    & $passo ([System.IO.Path]::Combine($i.Modulo, $Versao)) 'Instalar o módulo PowerShell'
    if ([System.IO.Directory]::Exists($i.Modulo)) {
        foreach ($outra in [System.IO.Directory]::GetDirectories($i.Modulo)) { if ([System.IO.Path]::GetFileName($outra) -ne $Versao) { & $passo $outra 'Apagar a versão anterior do módulo' } }
    }
    if ($i.ProgramaForaDoLugar) { & $passo 'MONITOR_RETORNOS_EXE' "Pôr no ambiente de todos: $($i.Exe)" }
    & $passo $i.Dados "Fechar a pasta de dados: SYSTEM, administradores e $($Conta.Nome)"
    foreach ($leitor in $Leitores) { & $passo $i.Dados "Dar leitura da situação e das consultas a $leitor" }
    if ($Trocar) { & $passo $i.Config "Trocar a configuração pela de $Usada, e guardar a anterior" }
    elseif ($Usada -ne $i.Config) { & $passo $i.Config "Gravar a configuração, a partir de $Usada" }
    if ($Posto) { & $passo $i.Config "Chamar esta máquina de $Posto ([LIVRO_DE_REGISTRO] posto)" }
    if ($ComSenhaLivro) { & $passo $i.Dados 'Guardar a senha do livro de registro no cofre protegido' }
    $senha = Find-MonitorConfigLinha -Linhas $Linhas -Secao 'EMAIL' -Chave 'senha'
    if ($null -ne $senha -and $senha.Valor) { & $passo $i.Config 'Passar a senha de e-mail para o cofre protegido, e tirá-la do arquivo' }
    & $passo "$($i.ChaveEventos), $($i.ChaveAvisos)" 'Registrar a origem no log de eventos e a identidade das notificações'
    if ($Registrar) {
        & $passo "\$($i.Tarefas[0]) ($($Conta.Nome))" 'Registrar a Tarefa Agendada'
        if (-not $SemNotificacoes) { & $passo "\$($i.Tarefas[1]) (S-1-5-32-545)" 'Registrar a Tarefa Agendada' }
    }
    if ($NaoIniciar) { return }
    & $passo "\$($i.Tarefas[0])" 'Iniciar o monitor'
    if ($null -ne $Existente) { & $passo $i.Programa "Se a versão nova não estiver de pé em $TempoLimiteSegundos segundos, devolver a anterior e iniciá-la" }
}
