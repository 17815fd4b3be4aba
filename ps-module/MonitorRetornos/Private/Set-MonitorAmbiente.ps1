function Set-MonitorAmbiente {
    # A variable of everybody's environment, or its end without a value; told to the programs that run (WM_SETTINGCHANGE), so
    # that what is opened from now on has it: a value written to the registry alone would wait for the next logon.
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'confirmed by the caller')]
    param(
        [Parameter(Mandatory = $true, Position = 0)] [string] $Nome,
        [Parameter(Position = 1)] [AllowEmptyString()] [string] $Valor = ''
    )
    $texto = if ($Valor) { $Valor } else { [NullString]::Value }
    [System.Environment]::SetEnvironmentVariable($Nome, $texto, [System.EnvironmentVariableTarget]::Machine)
}
