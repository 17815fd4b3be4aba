function Export-MonitorDiagnostico {
    <#
    .SYNOPSIS
    Junta num só zip o que o suporte precisa para entender um problema.

    .DESCRIPTION
    Grava num zip novo: versões, situação, verificações, tarefas, contagens do livro de registro, quedas, as últimas
    linhas do log e o config.ini com tudo o que pode ser segredo oculto. Nomes de sacados e trechos do conteúdo dos
    arquivos ficam de fora. O que não pôde ser lido é dito dentro do zip, e o resto vem assim mesmo. CONTEUDO.txt diz
    o que há em cada arquivo: leia antes de enviar.

    .PARAMETER Caminho
    O zip a gravar. Sem ele, MonitorRetornos-diagnostico-DATA.zip na pasta atual.

    .PARAMETER LinhasDeLog
    Quantas linhas do fim do log vão junto (padrão: 2000).

    .PARAMETER Config
    O config.ini a usar. Sem ele, vale o que está ao lado do programa, depois o da instalação.

    .EXAMPLE
    Export-MonitorDiagnostico

    Grava o zip na pasta atual.

    .EXAMPLE
    Export-MonitorDiagnostico C:\Temp\suporte.zip -LinhasDeLog 10000

    Com mais linhas do log.

    .INPUTS
    Nenhuma: este comando não recebe nada pela cadeia (pipeline).

    .OUTPUTS
    System.IO.FileInfo, o zip gravado. Com -WhatIf, nada.

    .LINK
    about_MonitorRetornos
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([System.IO.FileInfo])]
    param(
        [Parameter(Position = 0)] [ValidatePattern('\.zip$')] [Alias('Path')] [string] $Caminho,
        [ValidateRange(1, 1000000)] [int] $LinhasDeLog = 2000,
        [ValidateNotNullOrEmpty()] [string] $Config
    )
    if (-not $Caminho) { $Caminho = 'MonitorRetornos-diagnostico-{0:yyyyMMdd-HHmmss}.zip' -f [datetime]::Now }
    $destino = Resolve-MonitorCaminho -Cmdlet $PSCmdlet -Caminho $Caminho
    if (-not $PSCmdlet.ShouldProcess($destino, 'Gravar o diagnóstico')) { return }
    $extra = @{}
    if ($Config) { $extra['Config'] = $Config }
    $status = $null
    try { $status = Get-MonitorStatus @extra } catch { Write-Verbose "$_" }
    $modulo = $MyInvocation.MyCommand.Module.Version
    # Name, what it is, and how it is made; each by itself, so that what fails stops nothing else.
    $partes = @(
        , @('versoes.txt', 'versões do programa, do módulo, do PowerShell e do sistema', { "programa $(if ($null -ne $status) { $status.Versao })`r`nmódulo $modulo`r`nPowerShell $($PSVersionTable.PSVersion)`r`nsistema $([System.Environment]::OSVersion.VersionString)" })
        , @('situacao.json', 'o que Get-MonitorStatus diz', { ConvertTo-Json -Depth 5 -InputObject (Get-MonitorStatus @extra) })
        , @('verificacoes.json', 'o que Test-MonitorConfiguracao -Implantacao diz', { ConvertTo-Json -Depth 3 -InputObject @(Test-MonitorConfiguracao -Implantacao @extra) })
        , @('quedas.json', 'as últimas 50 quedas, com as mensagens de cada uma', { ConvertTo-Json -Depth 5 -InputObject @(Get-MonitorQueda -Ultimas 50 @extra) })
        , @('arquivos.json', 'os últimos 200 arquivos tratados, sem o motivo das recusas', { ConvertTo-Json -Depth 3 -InputObject @(Get-RetornoArquivo -Ultimos 200 @extra | Select-Object -Property Nome, Situacao, Em, Formato, Titulos, Tamanho) })
        , @('livro.json', 'quantos títulos há em cada situação; nenhum título', { ConvertTo-Json -Depth 5 -InputObject (Invoke-MonitorPrograma -Cmdlet $PSCmdlet -Argumentos @('titulos', '--limite', '1') -Config $Config).Documento.totais })
        , @('tarefas.txt', 'as Tarefas Agendadas do monitor', { if ($null -eq (Get-Command -Name Get-ScheduledTask -ErrorAction Ignore)) { 'este sistema não tem o Agendador de Tarefas' } else { foreach ($nome in 'MonitorRetornos', 'MonitorRetornos-Notificacoes') { $t = Get-ScheduledTask -TaskName $nome -TaskPath '\' -ErrorAction Ignore | Select-Object -First 1; if ($null -eq $t) { "${nome}: não há" } else { "${nome}: $($t.State), $($t.Principal.UserId)$($t.Principal.GroupId), $(@($t.Actions)[0].Execute) $(@($t.Actions)[0].Arguments)" } } } })
        , @('config.ini', 'a configuração, sem comentários e com o que pode ser segredo oculto', { Protect-MonitorConfigTexto -Linhas (Read-MonitorConfig -Caminho ([string]$status.Config) -Antiga) })
        , @('log.txt', "as últimas $LinhasDeLog linhas do log, sem trechos do conteúdo dos arquivos", { @(Get-MonitorLog -Ultimas $LinhasDeLog @extra | ForEach-Object { '{0:yyyy-MM-dd HH:mm:ss} - {1} - {2}' -f $_.Data, $_.Nivel, [regex]::Replace($_.Mensagem, 'encontrad[oa] .*$', 'encontrado (omitido)') }) -join "`r`n" })
    )
    Add-Type -AssemblyName System.IO.Compression
    try { $fluxo = [System.IO.FileStream]::new($destino, [System.IO.FileMode]::CreateNew, [System.IO.FileAccess]::ReadWrite) }
    catch {
        Stop-MonitorComando -Cmdlet $PSCmdlet -Erro (New-MonitorErro -Id 'DiagnosticoNaoGravado' -Categoria WriteError -Alvo $destino -Causa $_.Exception `
                    -Mensagem "'$destino' não pôde ser gravado: $($_.Exception.GetBaseException().Message)" -Proximo 'escolha outro nome (nada é trocado) ou outra pasta.')
        return
    }
    try {
        $zip = [System.IO.Compression.ZipArchive]::new($fluxo, [System.IO.Compression.ZipArchiveMode]::Create, $false)
        $indice = [System.Collections.Generic.List[string]]::new()
        foreach ($parte in $partes) {
            try { $texto = (& $parte[2]) -join "`r`n" }
            catch { $texto = "não pôde ser lido: $($_.Exception.Message)" }
            $indice.Add("$($parte[0]): $($parte[1])")
            Add-MonitorZipTexto -Zip $zip -Nome $parte[0] -Texto $texto
        }
        Add-MonitorZipTexto -Zip $zip -Nome 'CONTEUDO.txt' -Texto ($indice -join "`r`n")
        $zip.Dispose()
    }
    finally { $fluxo.Dispose() }
    [System.IO.FileInfo]::new($destino)
}
