function Assert-RecuperacaoRenomeavel {
    # Refuses -Automatico where the folder may not be renamed: the root of a share or drive, or no right
    # to rename beside it (tried for real with a folder of our own).
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [hashtable] $Teste)
    $pasta = $Teste.Pasta.TrimEnd('\', '/')
    $mae = [System.IO.Path]::GetDirectoryName($pasta)
    $motivo = $null
    if (-not $mae) { $motivo = 'é a raiz de um compartilhamento ou de uma unidade' }
    elseif (-not [System.IO.Directory]::Exists($pasta)) { $motivo = 'não existe, ou está fora de alcance' }
    else {
        $prova = [System.IO.Path]::Combine($mae, ".teste-recuperacao-$([guid]::NewGuid().ToString('N'))")
        try {
            $null = [System.IO.Directory]::CreateDirectory($prova)
            [System.IO.Directory]::Move($prova, "$prova-2")
            [System.IO.Directory]::Delete("$prova-2")
        }
        catch {
            $motivo = "não há permissão para renomear em ${mae}: $($_.Exception.GetBaseException().Message)"
            foreach ($resto in $prova, "$prova-2") { if ([System.IO.Directory]::Exists($resto)) { try { [System.IO.Directory]::Delete($resto) } catch { Write-Verbose -Message "$_" } } }
        }
    }
    if ($motivo) {
        $Teste.Cmdlet.ThrowTerminatingError((New-MonitorErro -Id 'PastaNaoRenomeavel' -Categoria PermissionDenied -Alvo $Teste.Pasta `
                    -Mensagem "A pasta '$($Teste.Pasta)' $motivo; o modo automático não pode renomeá-la." `
                    -Proximo 'faça o teste guiado (Test-Recuperacao), ou o ensaio (Test-Recuperacao -Ensaio).'))
    }
}
