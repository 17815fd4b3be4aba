# One function per file: Public is what the module gives, Private is how it does it. What ships is this file with the
# functions in it (.ci/modulo.ts puts them where the loop below stands).
Set-StrictMode -Version Latest

#region Funções
foreach ($pasta in 'Private', 'Public') {
    foreach ($arquivo in [System.IO.Directory]::GetFiles([System.IO.Path]::Combine($PSScriptRoot, $pasta), '*.ps1')) { . $arquivo }
}
#endregion

# One for all of them, see New-MonitorObjeto; most objects have no list to show.
$listaVazia = Add-Member -InputObject ([object[]]::new(0)) -MemberType ScriptMethod -Name ToString -Value { '0' } -Force -PassThru

# Not by the manifest: a second copy of the module in one session (an upgrade) could not be imported, for the types are known.
Update-TypeData -PrependPath ([System.IO.Path]::Combine($PSScriptRoot, 'MonitorRetornos.types.ps1xml')) -ErrorAction Ignore
Register-MonitorCompletar
