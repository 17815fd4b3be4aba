function ConvertTo-MonitorStatus {
    # The document of 'estado' as a MonitorRetornos.Status, with typed dates.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] $Documento)
    $d = $Documento
    $estado = [string](Get-MonitorCampo $d 'estado' 'parado')
    $diagnostico = Get-MonitorCampo $d 'diagnostico'
    $queda = Get-MonitorCampo $d 'ultimaQueda'
    $arquivo = Get-MonitorCampo $d 'ultimoArquivo'
    New-MonitorObjeto 'MonitorRetornos.Status' ([ordered]@{
        Estado             = $estado
        EmExecucao         = $estado -ne 'parado'
        ServidorAcessivel  = $(if ($estado -eq 'parado') { $null } else { $null -eq $diagnostico -and $estado -ne 'inacessivel' })
        Desde              = ConvertTo-MonitorData (Get-MonitorCampo $d 'desde')
        Papel              = [string](Get-MonitorCampo $d 'papel' 'unico')
        Posto              = Get-MonitorCampo $d 'posto'
        AtivoEm            = Get-MonitorCampo $d 'ativoEm'
        Pasta              = [string](Get-MonitorCampo $d 'pasta' '')
        Diagnostico        = Get-MonitorCampo $diagnostico 'codigo'
        Mensagem           = Get-MonitorCampo $diagnostico 'mensagem'
        Pendentes          = [int](Get-MonitorCampo $d 'pendentes' 0)
        ComProblema        = @(foreach ($p in @(Get-MonitorCampo $d 'comProblema' @())) { ConvertTo-MonitorProblema $p })
        EsperadosFaltando  = [int](Get-MonitorCampo (Get-MonitorCampo $d 'esperados') 'faltando' 0)
        EsperadosHoje      = [int](Get-MonitorCampo (Get-MonitorCampo $d 'esperados') 'aguardando' 0)
        Lacunas            = [int](Get-MonitorCampo $d 'lacunas' 0)
        ProcessadosHoje    = [int](Get-MonitorCampo $d 'processadosHoje' 0)
        RecusadosHoje      = [int](Get-MonitorCampo $d 'recusadosHoje' 0)
        EmailsNaFila       = [int](Get-MonitorCampo $d 'emailsNaFila' 0)
        EmailsRecusados    = [int](Get-MonitorCampo $d 'emailsRecusados' 0)
        UltimaQueda        = $(if ($null -ne $queda) { ConvertTo-MonitorQueda $queda } else { $null })
        UltimoArquivo      = $(if ($null -ne $arquivo) { ConvertTo-MonitorArquivo $arquivo } else { $null })
        UltimaVerificacao  = ConvertTo-MonitorData (Get-MonitorCampo $d 'ultimaVerificacao')
        ProximaVerificacao = ConvertTo-MonitorData (Get-MonitorCampo $d 'proximaVerificacao')
        Intervalo          = [timespan]::FromSeconds([double](Get-MonitorCampo $d 'intervaloSegundos' 0))
        Batimento          = ConvertTo-MonitorData (Get-MonitorCampo $d 'batimento')
        BatimentoErro      = Get-MonitorCampo (Get-MonitorCampo $d 'batimentoExterno') 'erro'
        ManutencaoAte      = ConvertTo-MonitorData (Get-MonitorCampo $d 'manutencaoAte')
        LivroForaDesde     = ConvertTo-MonitorData (Get-MonitorCampo $d 'livroForaDesde')
        AvisoLivro         = Get-MonitorCampo $d 'avisoLivro'
        SemSinalDeVida     = [bool](Get-MonitorCampo $d 'semSinalDeVida' $false)
        Instavel           = [bool](Get-MonitorCampo $d 'instavel' $false)
        Pid                = Get-MonitorCampo $d 'pid'
        Versao             = [string](Get-MonitorCampo $d 'versao' '')
        Config             = Get-MonitorCampo $d 'config'
        ArquivoLog         = Get-MonitorCampo $d 'arquivoLog'
        PastaProcessados   = Get-MonitorCampo $d 'pastaProcessados'
        PastaErro          = Get-MonitorCampo $d 'pastaErro'
        PastaDados         = Get-MonitorCampo $d 'pastaDados'
        Notificacoes       = Get-MonitorCampo $d 'notificacoes'
        SenhaNoConfig      = Get-MonitorCampo $d 'senhaNoConfig'
        AlertaPorEmail     = Get-MonitorCampo $d 'alertaPorEmail'
        Painel             = Get-MonitorCampo $d 'painel'
    }) -Listas 'ComProblema'
}
