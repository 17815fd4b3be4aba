function ConvertTo-MonitorErro {
    # The program's exit code as an ErrorRecord; its own words go into the message.
    [CmdletBinding()]
    [OutputType([System.Management.Automation.ErrorRecord])]
    param(
        [Parameter(Mandatory = $true)] [int] $Codigo,
        [Parameter(Mandatory = $true)] [string] $Comando,
        $Documento,
        [AllowEmptyCollection()] [string[]] $Mensagens = @()
    )
    $motivo = [string](Get-MonitorCampo (Get-MonitorCampo $Documento 'erro') 'mensagem' '')
    if (-not $motivo) { $motivo = (@($Mensagens | Where-Object { $_.Trim() } | Select-Object -Last 8) -join ' ').Trim() }
    if (-not $motivo) { $motivo = "'$Comando' terminou com o código $Codigo." }
    $comum = @{ Mensagem = $motivo; Alvo = $Comando }
    if ((Get-MonitorCampo (Get-MonitorCampo $Documento 'erro') 'codigo') -eq 'uso') {
        return New-MonitorErro @comum -Id 'ArgumentoInvalido' -Categoria InvalidArgument -Proximo 'corrija o valor do parâmetro (veja Get-Help). Se não foi você que o deu, módulo e programa são de versões diferentes: rode install.ps1.'
    }
    switch ($Codigo) {
        2 { return New-MonitorErro @comum -Id 'ConfiguracaoInvalida' -Categoria InvalidArgument -Proximo 'corrija o config.ini no ponto indicado e confira com Test-MonitorConfiguracao.' }
        3 { return New-MonitorErro @comum -Id 'MonitorJaEmExecucao' -Categoria ResourceExists -Proximo 'veja Get-MonitorStatus; para reiniciar, Stop-MonitorRetornos e depois Start-MonitorRetornos.' }
        4 { return New-MonitorErro @comum -Id 'MonitorParado' -Categoria ResourceUnavailable -Proximo 'inicie com Start-MonitorRetornos.' }
        5 { return New-MonitorErro @comum -Id 'ArquivosRecusados' -Categoria InvalidData -Proximo 'veja Get-RetornoArquivo -Situacao recusado e os .motivo.txt na pasta Erro.' }
        6 { return New-MonitorErro @comum -Id 'PastaInacessivel' -Categoria ConnectionError -Proximo 'veja o diagnóstico em Get-MonitorStatus e teste o acesso com Test-MonitorConfiguracao.' }
    }
    New-MonitorErro @comum -Id 'FalhaDoPrograma' -Categoria InvalidResult -Proximo 'veja as últimas linhas com Get-MonitorLog -Nivel ERROR; se persistir, escreva a backoffice@agencia.baciaspcj.org.br.'
}
