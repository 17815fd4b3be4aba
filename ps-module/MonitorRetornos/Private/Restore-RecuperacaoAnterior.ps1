function Restore-RecuperacaoAnterior {
    # Finds the folder that a test killed in the middle left renamed, and offers to put it back.
    # Answers $true when it did.
    [CmdletBinding()]
    [OutputType([bool])]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSShouldProcess', '', Justification = 'asked through Test-Recuperacao, which has it')]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste)
    $pasta = $Teste.Pasta.TrimEnd('\', '/')
    $mae = [System.IO.Path]::GetDirectoryName($pasta)
    if (-not $mae) { return $false }
    $folha = [System.IO.Path]::GetFileName($pasta)
    # -like has no exact form for a name with brackets: compare by prefix instead.
    $prefixo = "$folha.TESTE-RECUPERACAO-"
    try { $achadas = @([System.IO.Directory]::GetDirectories($mae) | Where-Object { [System.IO.Path]::GetFileName($_).StartsWith($prefixo, [System.StringComparison]::OrdinalIgnoreCase) }) }
    catch { return $false } # out of reach: step 1 will say so
    if ($achadas.Count -eq 0) { return $false }
    $achada = $achadas[0]

    if ([System.IO.Path]::GetFileName($achada) -match '\.TESTE-RECUPERACAO-(?<maquina>\w+)-(?<id>\d+)-(?<quando>\d{14})$' -and
        $Matches['maquina'] -eq ([System.Environment]::MachineName -replace '[^A-Za-z0-9]', '_')) {
        $quando = [datetime]::ParseExact($Matches['quando'], 'yyyyMMddHHmmss', [System.Globalization.CultureInfo]::InvariantCulture)
        $dono = Get-Process -Id ([int]$Matches['id']) -ErrorAction Ignore
        # A process that began after the renaming only inherited the number.
        if ($null -ne $dono -and $dono.Id -ne $PID -and $dono.StartTime -le $quando.AddSeconds(1)) {
            $Teste.Cmdlet.ThrowTerminatingError((New-MonitorErro -Id 'TesteEmAndamento' -Categoria ResourceBusy -Alvo $achada `
                        -Mensagem "Outro teste de recuperação está rodando (processo $($dono.Id)) e mantém a pasta como '$achada'." `
                        -Proximo 'espere que ele termine.'))
        }
    }
    if ([System.IO.Directory]::Exists($pasta)) {
        $Teste.Cmdlet.ThrowTerminatingError((New-MonitorErro -Id 'PastaRecriada' -Categoria ResourceExists -Alvo $achada `
                    -Mensagem "Um teste interrompido deixou '$achada', e '$pasta' existe outra vez." `
                    -Proximo "leve os arquivos de '$achada' para '$pasta' e apague a primeira, vazia."))
    }
    Write-Warning -Message "Um teste anterior foi interrompido e deixou a pasta com o nome '$achada'."
    if (-not $Teste.Cmdlet.ShouldProcess($achada, "Devolver o nome $pasta")) {
        $Teste.Cmdlet.ThrowTerminatingError((New-MonitorErro -Id 'PastaRenomeadaPendente' -Categoria ResourceUnavailable -Alvo $achada `
                    -Mensagem "A pasta de retornos continua com o nome '$achada'." `
                    -Proximo "renomeie-a para '$pasta', ou rode Test-Recuperacao e aceite a devolução."))
    }
    $erro = Move-RecuperacaoPasta -De $achada -Para $pasta
    if ($erro) {
        $Teste.Cmdlet.ThrowTerminatingError((New-MonitorErro -Id 'PastaNaoDevolvida' -Categoria PermissionDenied -Alvo $achada `
                    -Mensagem "A pasta '$achada' não pôde voltar ao nome: $erro" -Proximo "renomeie-a para '$pasta' no próprio servidor."))
    }
    Write-RecuperacaoTela -Teste $Teste -Texto "Pasta devolvida: $pasta"
    $true
}
