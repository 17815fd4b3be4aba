function Test-MonitorLivroVolta {
    # May the version before work on the ledger that the new one leaves? Answers { Volta; Copia; Motivo }: -Copia is the
    # ledger of before that has to take its place, empty when the ledger can stay. It may only where the new version has
    # decided no file since: what a ledger does not know would count twice, or never.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [hashtable] $Instalacao,
        [Parameter(Mandatory = $true)] [hashtable] $Guardado,
        # When the upgrade began, UTC.
        [Parameter(Mandatory = $true)] [datetime] $Desde
    )
    $resposta = { param($volta, $copia, $motivo) [pscustomobject]@{ Volta = $volta; Copia = $copia; Motivo = $motivo } }
    if ((Get-MonitorLivroVersao -Programa $Guardado.Exe -Config $Instalacao.Config) -ne 'novo') { return & $resposta $true '' '' }
    $dados = Get-MonitorPastaDados -Config $Instalacao.Config
    $copia = @([System.IO.Directory]::GetFiles($dados, 'ledger.db.esquema-*') | Where-Object { [System.IO.File]::GetLastWriteTimeUtc($_) -ge $Desde } | Sort-Object -Property { [System.IO.File]::GetLastWriteTimeUtc($_) })
    if ($copia.Count -eq 0) { return & $resposta $false '' 'o livro de registro já é da versão nova, e não há ao lado dele uma cópia de como era' }
    $decidido = $null
    try {
        $arquivos = Invoke-MonitorExecutavel -Programa $Instalacao.Exe -Argumentos @('arquivos', '--json', '--limite', '1', '--config', $Instalacao.Config)
        $ultimo = @(Get-MonitorCampo (ConvertFrom-Json -InputObject $arquivos.Texto) 'arquivos' @())
        if ($arquivos.CodigoSaida -eq 0) { $decidido = $ultimo.Count -gt 0 -and (ConvertTo-MonitorData (Get-MonitorCampo $ultimo[0] 'em')).ToUniversalTime() -ge $Desde }
    }
    catch { Write-Verbose -Message "os arquivos decididos não se souberam: $_" }
    if ($null -eq $decidido) { return & $resposta $false '' 'o livro de registro já é da versão nova, e ela não diz se já decidiu arquivos com ele' }
    if ($decidido) { return & $resposta $false '' 'a versão nova já decidiu arquivos num livro de registro que a anterior não lê' }
    & $resposta $true $copia[-1] ''
}
