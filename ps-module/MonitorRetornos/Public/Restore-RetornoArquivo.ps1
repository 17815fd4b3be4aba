function Restore-RetornoArquivo {
    <#
    .SYNOPSIS
    Devolve à pasta arquivos recusados, para serem tratados de novo.

    .DESCRIPTION
    Leva o arquivo da pasta Erro de volta à pasta de retorno, nunca por cima de outro, depois de
    corrigido (ou depois de atualizado o programa). A primeira decisão e a nova ficam no livro de
    registros; Get-RetornoArquivo mostra as duas.

    .PARAMETER Nome
    Nome do arquivo em Erro, ou nomes; aceita * e ?. Sem nenhum em Erro com ele, vale o nome com que chegou. Recebe também os objetos de Get-RetornoArquivo.

    .PARAMETER Motivo
    Todos os recusados com este código de motivo (o código está em CodigoMotivo, aqui e em Get-RetornoArquivo).

    .PARAMETER Todos
    Todos os recusados.

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .EXAMPLE
    Restore-RetornoArquivo CBR724_0111.ret

    Devolve um arquivo corrigido.

    .EXAMPLE
    Restore-RetornoArquivo -Motivo valor -WhatIf

    Só mostra os que seriam devolvidos, e se o conteúdo mudou desde a recusa.

    .EXAMPLE
    Get-RetornoArquivo -Situacao recusado -Desde (Get-Date).Date | Restore-RetornoArquivo

    Devolve os recusados de hoje.

    .INPUTS
    System.String: nomes de arquivo. Também objetos com a propriedade Nome, como os de Get-RetornoArquivo.

    .OUTPUTS
    MonitorRetornos.Reenvio: Nome, Situacao (reenviado, simulado, nome-ocupado, sumiu, falhou, nao-encontrado), Mudou, NomeEmErro, RecusadoEm, CodigoMotivo, Motivo, Erro.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(SupportsShouldProcess = $true, DefaultParameterSetName = 'Nome')]
    [OutputType('MonitorRetornos.Reenvio')]
    param(
        [Parameter(Mandatory = $true, Position = 0, ParameterSetName = 'Nome', ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)]
        [SupportsWildcards()] [ValidateNotNullOrEmpty()] [string[]] $Nome,
        [Parameter(Mandatory = $true, ParameterSetName = 'Motivo')] [ValidateNotNullOrEmpty()] [string] $Motivo,
        [Parameter(Mandatory = $true, ParameterSetName = 'Todos')] [switch] $Todos,
        [ValidateNotNullOrEmpty()] [string] $Config
    )
    begin {
        if ($Config) { $Config = Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Config }
        $nomes = [System.Collections.Generic.List[string]]::new()
    }
    process {
        # Several files may have come under one name; the object knows which one it is.
        if ($MyInvocation.ExpectingInput -and (Get-MonitorCampo $_ 'Situacao') -eq 'recusado' -and (Get-MonitorCampo $_ 'NomeFinal')) { $Nome = $_.NomeFinal }
        foreach ($um in @($Nome)) { if ($um -and -not $nomes.Contains($um)) { $nomes.Add($um) } }
    }
    end {
        switch ($PSCmdlet.ParameterSetName) {
            'Todos' {
                if (-not $Todos) { return }
                $alvo = 'todos os recusados'
                $lotes = , @('--todos')
            }
            'Motivo' {
                $alvo = "recusados com o motivo $Motivo"
                $lotes = , @("--motivo=$Motivo")
            }
            default {
                if ($nomes.Count -eq 0) { return }
                $alvo = if ($nomes.Count -eq 1) { $nomes[0] } else { "$($nomes.Count) arquivos" }
                # A command line has its limit. After '--' a name may begin with a hyphen.
                $lotes = @(for ($i = 0; $i -lt $nomes.Count; $i += 50) { , (@('--') + $nomes.GetRange($i, [Math]::Min(50, $nomes.Count - $i))) })
            }
        }
        $fazer = $PSCmdlet.ShouldProcess($alvo, 'Devolver à pasta')
        if (-not $fazer -and -not $WhatIfPreference) { return }
        foreach ($lote in $lotes) {
            $comando = @('reenviar')
            if (-not $fazer) { $comando += '--simular' }
            $resposta = Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos ($comando + $lote) -Config $Config -CodigosAceitos 0, 1 -TempoLimiteSegundos 3600
            foreach ($item in @(Get-MonitorCampo $resposta.Documento 'arquivos' @())) {
                $objeto = ConvertTo-MonitorReenvio $item
                $objeto
                if ($objeto.Situacao -eq 'nao-encontrado') {
                    $PSCmdlet.WriteError((New-MonitorErro -Id 'RecusadoNaoEncontrado' -Categoria ObjectNotFound -Alvo $objeto.Nome `
                                -Mensagem "Nenhum arquivo recusado se chama $($objeto.Nome)." `
                                -Proximo 'Get-RetornoArquivo -Situacao recusado lista os que há.'))
                }
                elseif ($objeto.Situacao -notin 'reenviado', 'simulado') {
                    $PSCmdlet.WriteError((New-MonitorErro -Id 'ArquivoNaoReenviado' -Categoria InvalidOperation -Alvo $objeto.Nome `
                                -Mensagem "$($objeto.Nome) não foi devolvido: $(if ($objeto.Erro) { $objeto.Erro } else { $objeto.Situacao })." `
                                -Proximo 'nome-ocupado: espere que o outro seja tratado ou dê-lhe outro nome; sumiu: já não está na pasta Erro.'))
                }
            }
            if ($resposta.CodigoSaida -eq 1 -and $null -ne (Get-MonitorCampo $resposta.Documento 'erro')) {
                $PSCmdlet.ThrowTerminatingError((ConvertTo-MonitorErro -Codigo 1 -Comando 'reenviar' -Documento $resposta.Documento -Mensagens $resposta.Mensagens))
            }
        }
    }
}
