function Get-MonitorPrograma {
    # Where the program is: { Programa, Argumentos }. In this order:
    #   1. the environment variable MONITOR_RETORNOS_EXE: a path, or a JSON list with the program and
    #      its first arguments, such as ["deno","run","-A","C:\\fonte\\core\\main.ts"];
    #   2. beside the module, one or two folders up; 3. %ProgramFiles%\MonitorRetornos;
    #   4. the source tree this module lies in, through deno.
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [System.Management.Automation.PSCmdlet] $Cmdlet)

    $indicado = [System.Environment]::GetEnvironmentVariable('MONITOR_RETORNOS_EXE')
    if ($indicado) {
        if ($indicado.TrimStart().StartsWith('[')) {
            try { $lista = [string[]]@(ConvertFrom-Json -InputObject $indicado) } catch { $lista = @() }
            if ($lista.Count -gt 0 -and $lista[0]) {
                return [pscustomobject]@{ Programa = $lista[0]; Argumentos = [string[]]@($lista | Select-Object -Skip 1) }
            }
        }
        elseif ([System.IO.File]::Exists($indicado)) {
            return [pscustomobject]@{ Programa = $indicado; Argumentos = [string[]]@() }
        }
        Stop-MonitorComando -Cmdlet $Cmdlet -Erro (New-MonitorErro -Id 'ProgramaIndicadoInvalido' -Categoria ObjectNotFound -Alvo $indicado `
                    -Mensagem "A variável MONITOR_RETORNOS_EXE aponta para '$indicado', que não existe." `
                    -Proximo 'corrija-a com o caminho de MonitorRetornos.exe, ou apague-a.')
        return
    }

    $nome = 'MonitorRetornos'
    if ([System.IO.Path]::DirectorySeparatorChar -eq '\') { $nome += '.exe' }
    $modulo = $MyInvocation.MyCommand.Module.ModuleBase
    $acima = [System.IO.Path]::GetDirectoryName($modulo)
    $pastas = @($acima, [System.IO.Path]::GetDirectoryName($acima))
    $programas = if ($env:ProgramW6432) { $env:ProgramW6432 } else { [System.Environment]::GetFolderPath([System.Environment+SpecialFolder]::ProgramFiles) }
    if ($programas) { $pastas += [System.IO.Path]::Combine($programas, 'MonitorRetornos') }
    foreach ($pasta in $pastas) {
        $candidato = [System.IO.Path]::Combine($pasta, $nome)
        if ([System.IO.File]::Exists($candidato)) {
            return [pscustomobject]@{ Programa = $candidato; Argumentos = [string[]]@() }
        }
    }

    $fonte = [System.IO.Path]::Combine([System.IO.Path]::GetDirectoryName($acima), 'core', 'main.ts')
    if ([System.IO.File]::Exists($fonte)) {
        return [pscustomobject]@{ Programa = 'deno'; Argumentos = [string[]]@('run', '-A', '--unstable-lazy-dynamic-imports', '--v8-flags=--max-semi-space-size=2,--max-old-space-size=2000,--no-allocation-site-pretenuring', $fonte) }
    }
    Stop-MonitorComando -Cmdlet $Cmdlet -Erro (New-MonitorErro -Id 'ProgramaNaoEncontrado' -Categoria ObjectNotFound -Alvo $nome `
                -Mensagem "$nome não foi encontrado em: $($pastas -join '; ')." `
                -Proximo 'instale com install.ps1, ou indique o programa na variável MONITOR_RETORNOS_EXE.')
}
