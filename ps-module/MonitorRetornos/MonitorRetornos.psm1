# One function per file: Public is what the module gives, Private is how it does it. They are parsed as
# one script, which takes half the time of dot-sourcing each (tests/ps-module/bench.ts measures it). The price:
# a stack trace counts the lines of the whole.
Set-StrictMode -Version Latest

$textos = foreach ($pasta in 'Private', 'Public') {
    foreach ($arquivo in [System.IO.Directory]::GetFiles([System.IO.Path]::Combine($PSScriptRoot, $pasta), '*.ps1')) {
        [System.IO.File]::ReadAllText($arquivo)
    }
}
. ([scriptblock]::Create($textos -join "`r`n"))

Register-MonitorCompletar
