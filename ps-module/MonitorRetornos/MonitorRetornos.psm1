# One function per file: Public is what the module gives, Private is how it does it.
Set-StrictMode -Version Latest

foreach ($pasta in 'Private', 'Public') {
    foreach ($arquivo in [System.IO.Directory]::GetFiles([System.IO.Path]::Combine($PSScriptRoot, $pasta), '*.ps1')) {
        . $arquivo
    }
}

Register-MonitorCompletar
