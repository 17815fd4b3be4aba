function Register-MonitorTarefa {
    # Registers one task from its model, or replaces it.
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Nome,
        [Parameter(Mandatory = $true)] [string] $Modelo,
        # From Resolve-MonitorConta; $null keeps the group of the model.
        $Conta,
        [System.Management.Automation.PSCredential] $Credencial,
        [string] $Comando,
        [string] $Argumentos,
        [string] $PastaTrabalho,
        [switch] $SemGatilhos
    )
    $texto = @{ Modelo = $Modelo; Comando = $Comando; Argumentos = $Argumentos; PastaTrabalho = $PastaTrabalho; SemGatilhos = $SemGatilhos }
    $tarefa = @{ TaskName = $Nome; TaskPath = '\'; Force = $true; ErrorAction = 'Stop' }
    if ($null -ne $Conta -and $Conta.Tipo -eq 'Gerenciada') {
        # A managed account goes in as a principal object; disabled until then, so that SYSTEM never runs it.
        $sistema = [pscustomobject]@{ Tipo = 'Sistema'; Nome = 'S-1-5-18' }
        $null = Register-ScheduledTask @tarefa -Xml (New-MonitorTarefaXml @texto -Conta $sistema -Desabilitada)
        $principal = New-ScheduledTaskPrincipal -UserId $Conta.Nome -LogonType Password -RunLevel Limited
        $null = Set-ScheduledTask -TaskName $Nome -TaskPath '\' -Principal $principal -ErrorAction Stop
        $null = Enable-ScheduledTask -TaskName $Nome -TaskPath '\' -ErrorAction Stop
        return
    }
    if ($null -ne $Conta -and $Conta.Tipo -eq 'Usuario') {
        $tarefa['User'] = $Conta.Nome
        $tarefa['Password'] = $Credencial.GetNetworkCredential().Password
    }
    $null = Register-ScheduledTask @tarefa -Xml (New-MonitorTarefaXml @texto -Conta $Conta)
}
