<#
.SYNOPSIS
Numa segunda máquina: pergunta se o monitor vive, e avisa por e-mail quando não.

.DESCRIPTION
Para uma Tarefa Agendada a cada cinco minutos. Pergunta o estado ao computador do monitor (PowerShell Remoting) e avisa
uma vez quando ele não responde, quando o monitor não está em execução, não dá sinal de vida ou parou de verificar a
pasta; e uma vez quando tudo volta. Uma falha só conta depois de -Tolerancia consultas seguidas: um reinício não é um
problema. O que já foi avisado fica em -Estado; um e-mail que o servidor não aceita é tentado de novo na consulta
seguinte. Veja tasks\README.md.

.PARAMETER Computador
O computador do monitor. Vazio: este mesmo, para experimentar.

.PARAMETER Config
O config.ini do monitor, se não for o da instalação.

.PARAMETER Smtp
O servidor de e-mail, de preferência outro que não o do monitor.

.PARAMETER Porta
A porta dele (padrão: 587).

.PARAMETER SemTls
Não pede STARTTLS (um servidor da rede interna).

.PARAMETER Credencial
A conta no servidor de e-mail, se ele pede uma: Import-Clixml de um arquivo feito com Get-Credential | Export-Clixml pela
mesma conta da tarefa.

.PARAMETER De
Quem envia.

.PARAMETER Para
Quem recebe; um ou mais.

.PARAMETER Tolerancia
Consultas ruins seguidas até avisar (padrão: 2).

.PARAMETER AtrasoMinutos
Depois de quantos minutos, além do intervalo dele, uma verificação da pasta que não veio é uma falha (padrão: 10).

.PARAMETER Estado
Arquivo local com o que já foi avisado.

.EXAMPLE
.\Vigiar-Monitor.ps1 -Computador SRV-MONITOR -Smtp smtp.exemplo.org.br -De vigia@exemplo.org.br -Para ti@exemplo.org.br

Consulta uma vez; código de saída 0 quando o monitor vive, 1 quando não.
#>
[CmdletBinding()]
param(
    [string] $Computador = '',
    [string] $Config = '',
    [Parameter(Mandatory = $true)] [string] $Smtp,
    [ValidateRange(1, 65535)] [int] $Porta = 587,
    [switch] $SemTls,
    [pscredential] $Credencial,
    [Parameter(Mandatory = $true)] [string] $De,
    [Parameter(Mandatory = $true)] [string[]] $Para,
    [ValidateRange(1, 100)] [int] $Tolerancia = 2,
    [ValidateRange(1, 1440)] [int] $AtrasoMinutos = 10,
    [string] $Estado = (Join-Path ([Environment]::GetFolderPath('CommonApplicationData')) 'MonitorRetornos-Vigia.json')
)
$ErrorActionPreference = 'Stop'
$alvo = if ($Computador) { $Computador } else { [Environment]::MachineName }
$agora = [datetime]::UtcNow

# Only plain values come back: an object of another machine has no types of its own here.
$pergunta = {
    param($config)
    $argumentos = @{}
    if ($config) { $argumentos.Config = $config }
    $s = Get-MonitorStatus @argumentos
    [pscustomobject]@{
        EmExecucao     = [bool]$s.EmExecucao
        SemSinalDeVida = [bool]$s.SemSinalDeVida
        Intervalo      = $s.Intervalo.TotalSeconds
        # Measured there, so that two clocks need not agree.
        SemVerificar   = $(if ($null -ne $s.UltimaVerificacao) { ([datetime]::Now - $s.UltimaVerificacao).TotalSeconds })
    }
}
$motivo = $null
try {
    if ($Computador) {
        $opcoes = New-PSSessionOption -OpenTimeout 20000 -OperationTimeout 60000 -CancelTimeout 10000
        $r = Invoke-Command -ComputerName $Computador -SessionOption $opcoes -ScriptBlock $pergunta -ArgumentList $Config
    }
    else { $r = & $pergunta $Config }
    if (-not $r.EmExecucao) { $motivo = 'o monitor não está em execução' }
    elseif ($r.SemSinalDeVida) { $motivo = 'o processo do monitor existe, mas não dá sinal de vida' }
    elseif ($null -ne $r.SemVerificar -and $r.SemVerificar -gt $r.Intervalo + 60 * $AtrasoMinutos) {
        $motivo = "o monitor não verifica a pasta há $([int]($r.SemVerificar / 60)) minutos"
    }
}
catch { $motivo = "não foi possível perguntar: $(($_.Exception.Message -replace '\s+', ' ').Trim())" }

$antes = [pscustomobject]@{ Falhas = 0; Avisado = $false; Desde = $null }
# A state that cannot be read tells one time too often, never one time too few.
try { if (Test-Path -LiteralPath $Estado) { $antes = Get-Content -LiteralPath $Estado -Raw -Encoding UTF8 | ConvertFrom-Json } }
catch { Write-Warning -Message "O arquivo $Estado não pôde ser lido: $($_.Exception.Message)" }
$falhas = if ($motivo) { [int]$antes.Falhas + 1 } else { 0 }
$desde = if (-not $motivo) { $null } elseif ($antes.Falhas -gt 0) { $antes.Desde } else { $agora.ToString('o') }
$avisado = [bool]$antes.Avisado
$hora = { param($quando) ([datetime]$quando).ToLocalTime().ToString('dd/MM/yyyy HH:mm:ss') }

$assunto = $null
if ($motivo -and -not $avisado -and $falhas -ge $Tolerancia) {
    $assunto = "💀 MONITOR DE RETORNOS SEM SINAL - $alvo"
    $texto = "O monitor de retornos em $alvo não está vigiando a pasta.`n`nMotivo: $motivo`nDesde: $(& $hora $desde)`nConsultas seguidas com falha: $falhas`n`n" +
    "Enquanto isso, nenhum retorno é processado e nenhuma queda do servidor é avisada.`n`nO que fazer:`n" +
    "  1. Veja se $alvo está ligado e na rede.`n  2. Nele, como administrador: Get-MonitorStatus; Start-MonitorRetornos; Get-MonitorLog -Nivel ERROR.`n" +
    "  3. Se ele não sobe: Test-MonitorConfiguracao -Implantacao.`n`n--`nMensagem automática de Vigiar-Monitor.ps1 em $([Environment]::MachineName)."
}
elseif (-not $motivo -and $avisado) {
    $assunto = "✅ MONITOR DE RETORNOS DE VOLTA - $alvo"
    $texto = "O monitor de retornos em $alvo voltou a dar sinal.`n`nQuando: $(& $hora $agora)`n`n--`nMensagem automática de Vigiar-Monitor.ps1 em $([Environment]::MachineName)."
}
if ($assunto) {
    $cliente = [System.Net.Mail.SmtpClient]::new($Smtp, $Porta)
    $cliente.EnableSsl = -not $SemTls
    $cliente.Timeout = 60000
    if ($Credencial) { $cliente.Credentials = $Credencial.GetNetworkCredential() }
    $mensagem = [System.Net.Mail.MailMessage]::new()
    try {
        $mensagem.From = [System.Net.Mail.MailAddress]::new($De)
        foreach ($endereco in $Para) { $mensagem.To.Add($endereco) }
        $mensagem.SubjectEncoding = [System.Text.Encoding]::UTF8
        $mensagem.BodyEncoding = [System.Text.Encoding]::UTF8
        $mensagem.Subject = $assunto
        $mensagem.Body = $texto
        $cliente.Send($mensagem)
        $avisado = [bool]$motivo
    }
    catch { Write-Warning -Message "O e-mail não foi aceito e será tentado na próxima consulta: $($_.Exception.GetBaseException().Message)" }
    finally { $mensagem.Dispose(); $cliente.Dispose() }
}
[System.IO.File]::WriteAllText($Estado, (ConvertTo-Json -InputObject ([pscustomobject]@{ Falhas = $falhas; Avisado = $avisado; Desde = $desde })), [System.Text.UTF8Encoding]::new($false))
[pscustomobject]@{ Computador = $alvo; Vive = -not $motivo; Motivo = $motivo; Falhas = $falhas; Avisado = $avisado }
exit [int][bool]$motivo
