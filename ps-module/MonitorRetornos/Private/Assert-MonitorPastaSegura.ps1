function Assert-MonitorPastaSegura {
    # Stops an installation whose data folder somebody else has prepared. -Assumir lets pass what can be taken over; a link
    # never. Thrown, so that the installer can put in order what it had begun.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Caminho,
        [AllowEmptyCollection()] [string[]] $Contas = @(),
        [AllowEmptyCollection()] [string[]] $Leitores = @(),
        [switch] $Assumir
    )
    $achados = @(Get-MonitorAcessoEstranho -Caminho $Caminho -Contas $Contas -Leitores $Leitores)
    $ligacoes = @($achados | Where-Object { $_.Tipo -eq 'Ligacao' })
    if ($ligacoes.Count -gt 0) {
        throw (New-MonitorErro -Id 'PastaDeDadosEhLigacao' -Categoria SecurityError -Alvo $ligacoes[0].Caminho `
                    -Mensagem "A pasta de dados tem uma ligação (junção ou link), e quem a fez decidiria onde o monitor grava: $(@($ligacoes.Texto) -join '; ')." `
                    -Proximo 'apague a ligação (só ela, não o que está do outro lado) e rode de novo.')
    }
    if ($achados.Count -eq 0 -or $Assumir) { return }
    throw (New-MonitorErro -Id 'PastaDeDadosAlheia' -Categoria SecurityError -Alvo $Caminho `
                -Mensagem "Outros que não o sistema, os administradores e a conta da tarefa são donos da pasta de dados ou podem mexer nela: $(@($achados | Select-Object -First 8 | ForEach-Object { $_.Texto }) -join '; ')." `
                -Proximo "confira o que há em '$Caminho', sobretudo [INTEGRACAO] no config.ini; se for seu, rode de novo com -AssumirPasta, que toma posse e refaz as permissões; se não, apague a pasta.")
}
