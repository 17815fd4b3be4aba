function Protect-MonitorSegredo {
    # DPAPI with machine scope and our entropy, as core/adapters/secret/dpapi.ts opens it.
    [CmdletBinding()]
    [OutputType([byte[]])]
    param([Parameter(Mandatory = $true)] [System.Security.SecureString] $Segredo)
    # Windows PowerShell keeps the class in an assembly of its own; in PowerShell 7 it is there already.
    if ($PSVersionTable.PSEdition -ne 'Core') { $null = [System.Reflection.Assembly]::Load('System.Security, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a') }
    $utf8 = [System.Text.UTF8Encoding]::new($false)
    $claro = $utf8.GetBytes([System.Net.NetworkCredential]::new('', $Segredo).Password)
    try {
        , [System.Security.Cryptography.ProtectedData]::Protect($claro, $utf8.GetBytes('MonitorRetornos/credencial/v1'),
            [System.Security.Cryptography.DataProtectionScope]::LocalMachine)
    }
    finally { [System.Array]::Clear($claro, 0, $claro.Length) }
}
