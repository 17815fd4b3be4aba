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
    $codigoErro = Get-MonitorCampo (Get-MonitorCampo $Documento 'erro') 'codigo'
    if ($codigoErro -in 'uso', 'pasta_desconhecida', 'outra_pasta') {
        # The program's --ate is the parameter -Ate here.
        $motivo = [regex]::Replace($motivo, '(?<![\w-])--([a-z])', { param($m) '-' + $m.Groups[1].Value.ToUpperInvariant() })
    }
    $comum = @{ Mensagem = $motivo; Alvo = $Comando }
    switch ($codigoErro) {
        'permissao' { return New-MonitorErro @comum -Id 'SemPermissao' -Categoria PermissionDenied -Proximo 'abra o PowerShell como administrador e rode de novo.' }
        'nenhum' { return New-MonitorErro @comum -Id 'NenhumRecusado' -Categoria ObjectNotFound -Proximo 'veja os que há com Get-RetornoArquivo -Situacao recusado.' }
        'pasta_em_uso' { return New-MonitorErro @comum -Id 'PastaDeOutroMonitor' -Categoria ResourceExists -Proximo 'pare o outro na máquina dele; se ele não existe mais, Start-MonitorRetornos -Assumir.' }
        'pasta_desconhecida' { return New-MonitorErro @comum -Id 'PastaDesconhecida' -Categoria ObjectNotFound -Proximo 'veja as que há com Get-MonitorStatus -Todas.' }
        'outra_pasta' { return New-MonitorErro @comum -Id 'RegrasDeOutraPasta' -Categoria InvalidOperation -Proximo 'use -Config com o config.ini do monitor dela, ou -Sugerir.' }
        'acesso' { return New-MonitorErro @comum -Id 'AbertoAOutros' -Categoria SecurityError -Proximo 'corrija as permissões que a mensagem diz, ou rode install.ps1 com -AssumirPasta.' }
    }
    if ($codigoErro -eq 'uso') {
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
