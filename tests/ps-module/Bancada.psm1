# Helpers of the integration tests: a throw-away installation (folder, config.ini, mail server) that
# the real program runs on.
Set-StrictMode -Version Latest

$raiz = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..'))

function Get-RaizDoProjeto { $raiz }

function Get-ModuloEmTeste {
    # The folder of the module: run.ts tests the sources and what ships, and says which. Without run.ts, the sources.
    if ($env:MONITOR_TESTE_MODULO) { $env:MONITOR_TESTE_MODULO } else { [System.IO.Path]::Combine($raiz, 'ps-module', 'MonitorRetornos') }
}

function New-Bancada {
    # A folder "Retorno", a config.ini with short intervals, and a mail server. Extra are lines by section.
    # Not in TestDrive: Pester empties that after each block, and a monitor may outlive one.
    param([hashtable] $Extra = @{}, [string] $Retorno)
    $Pasta = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'bancada-' + [guid]::NewGuid().ToString('N').Substring(0, 8))
    if (-not $Retorno) { $Retorno = [System.IO.Path]::Combine($Pasta, 'Cobrança & Cia', 'Retorno') }
    $null = [System.IO.Directory]::CreateDirectory($Pasta)
    $null = [System.IO.Directory]::CreateDirectory($Retorno)
    $inicio = [System.Diagnostics.ProcessStartInfo]::new('deno', "run -A `"$([System.IO.Path]::Combine($raiz, 'tests', 'support', 'powershell_stage.ts'))`"")
    $inicio.UseShellExecute = $false
    $inicio.RedirectStandardInput = $true
    $inicio.RedirectStandardOutput = $true
    $inicio.StandardOutputEncoding = [System.Text.UTF8Encoding]::new($false)
    $palco = [System.Diagnostics.Process]::Start($inicio)
    $primeira = $palco.StandardOutput.ReadLine()
    if (-not $primeira) { throw 'tests/support/powershell_stage.ts did not start' }
    $porta = (ConvertFrom-Json -InputObject $primeira).porta
    $secoes = [ordered]@{
        CAMINHOS              = @("pasta_retorno = $Retorno", 'pasta_dados = dados')
        MONITORAMENTO_SERVIDOR = @('intervalo_verificacao = 1', 'prazo_sonda = 5')
        PROCESSAMENTO         = @('intervalo_varredura = 1', 'tempo_espera_arquivo = 0')
        EMAIL                 = @('smtp_servidor = 127.0.0.1', "smtp_porta = $porta", 'seguranca = nenhuma', 'remetente = monitor@exemplo.org.br', 'destinatarios = ti@exemplo.org.br')
        NOTIFICACOES          = @('habilitado = false')
        LOGS                  = @('arquivo_log = logs/monitor.log')
    }
    $linhas = foreach ($secao in $secoes.Keys) {
        "[$secao]"
        $chaves = if ($Extra.ContainsKey($secao)) { @($Extra[$secao]) } else { @() }
        $chaves
        foreach ($linha in $secoes[$secao]) {
            $chave = $linha.Split('=')[0].Trim()
            if (-not ($chaves | Where-Object { $_.Split('=')[0].Trim() -eq $chave })) { $linha }
        }
    }
    $config = [System.IO.Path]::Combine($Pasta, 'config.ini')
    [System.IO.File]::WriteAllText($config, ($linhas -join "`n"), [System.Text.UTF8Encoding]::new($false))
    @{
        Pasta = $Pasta; Retorno = $Retorno; Config = $config; Palco = $palco; Porta = $porta
        Processados = [System.IO.Path]::Combine($Retorno, 'Processados'); Log = [System.IO.Path]::Combine($Pasta, 'logs', 'monitor.log')
    }
}

function Send-Palco {
    param([Parameter(Mandatory = $true)] [hashtable] $Bancada, [Parameter(Mandatory = $true)] [string[]] $Comando)
    $Bancada.Palco.StandardInput.WriteLine($Comando -join "`t")
    $Bancada.Palco.StandardInput.Flush()
    $resposta = ConvertFrom-Json -InputObject $Bancada.Palco.StandardOutput.ReadLine()
    if ($resposta.PSObject.Properties['erro']) { throw $resposta.erro }
    $resposta
}

function Get-EmailRecebido {
    param([Parameter(Mandatory = $true)] [hashtable] $Bancada)
    @((Send-Palco $Bancada 'emails').emails)
}

function Add-Retorno {
    param([Parameter(Mandatory = $true)] [hashtable] $Bancada, [Parameter(Mandatory = $true)] [string] $Nome, [int] $Titulos = 2, [string] $Em)
    if (-not $Em) { $Em = $Bancada.Retorno }
    $null = Send-Palco $Bancada @('retorno', [System.IO.Path]::Combine($Em, $Nome), "$Titulos")
}

function Wait-Ate {
    # Polls a condition; throws with the given words when it does not come true in time.
    param([Parameter(Mandatory = $true)] [scriptblock] $Condicao, [int] $Segundos = 20, [string] $Oque = 'a condição')
    $relogio = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condicao)) {
        if ($relogio.Elapsed.TotalSeconds -gt $Segundos) { throw "esperei $Segundos s por $Oque" }
        [System.Threading.Thread]::Sleep(100)
    }
}

function Remove-Bancada {
    param([hashtable] $Bancada)
    if ($null -eq $Bancada) { return }
    try { $null = Stop-MonitorRetornos -Config $Bancada.Config -Force -Confirm:$false -WarningAction SilentlyContinue } catch { Write-Verbose "$_" }
    try { $Bancada.Palco.StandardInput.WriteLine('fim'); $Bancada.Palco.StandardInput.Close() } catch { Write-Verbose "$_" }
    if (-not $Bancada.Palco.WaitForExit(5000)) { $Bancada.Palco.Kill() }
    Remove-Item -LiteralPath $Bancada.Pasta -Recurse -Force -ErrorAction SilentlyContinue
}

function Start-OutroPowerShell {
    # Runs a script in another process of the same engine; answers the Process.
    param([Parameter(Mandatory = $true)] [string] $Script)
    $programa = [System.Diagnostics.Process]::GetCurrentProcess().MainModule.FileName
    $argumentos = "-NoProfile -NonInteractive -ExecutionPolicy Bypass -File `"$Script`""
    # The pwsh from NuGet is a dotnet that runs pwsh.dll.
    if ([System.IO.Path]::GetFileNameWithoutExtension($programa) -eq 'dotnet') { $argumentos = "`"$([System.Reflection.Assembly]::GetEntryAssembly().Location)`" $argumentos" }
    $inicio = [System.Diagnostics.ProcessStartInfo]::new($programa, $argumentos)
    $inicio.UseShellExecute = $false
    $inicio.RedirectStandardOutput = $true
    [System.Diagnostics.Process]::Start($inicio)
}

Export-ModuleMember -Function *
