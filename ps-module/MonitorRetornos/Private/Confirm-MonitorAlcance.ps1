function Confirm-MonitorAlcance {
    # Says whether the account of the task reaches the watched folder.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [hashtable] $Instalacao,
        [Parameter(Mandatory = $true)] $Conta,
        [System.Management.Automation.PSCredential] $Credencial
    )
    Write-MonitorPasso "Verificando se a conta $($Conta.Nome) alcança a pasta de retornos..."
    $pergunta = @{ Modelo = [System.IO.Path]::Combine($Instalacao.Programa, 'tasks', 'MonitorRetornos.xml'); Programa = $Instalacao.Exe; Config = $Instalacao.Config; Conta = $Conta }
    if ($null -ne $Credencial) { $pergunta['Credencial'] = $Credencial }
    $codigo = Test-MonitorAcessoConta @pergunta
    switch ($codigo) {
        0 { Write-MonitorPasso 'A pasta responde à conta.' }
        2 { Write-Warning -Message "O config.ini tem valores errados; corrija $($Instalacao.Config) e rode Test-MonitorConfiguracao." }
        6 {
            $escrita = Find-MonitorConfigLinha -Linhas (Read-MonitorConfig -Caminho $Instalacao.Config) -Secao 'CAMINHOS' -Chave 'pasta_retorno'
            Write-Warning -Message "A conta $($Conta.Nome) não alcança $(if ($null -ne $escrita) { $escrita.Valor }). Confira a permissão dela no compartilhamento e na pasta, e Test-MonitorConfiguracao."
        }
        default { Write-Warning -Message "A verificação com a conta $($Conta.Nome) não deu certo (código $codigo); rode Test-MonitorConfiguracao." }
    }
}
