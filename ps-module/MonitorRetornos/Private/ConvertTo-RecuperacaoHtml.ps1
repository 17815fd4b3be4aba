function ConvertTo-RecuperacaoHtml {
    # The report as one HTML page without outside parts. Everything that came from a file, a log or a
    # path is escaped.
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)] $Resultado, [AllowEmptyString()] [string] $Pasta = '')
    $t = { param($valor) [System.Security.SecurityElement]::Escape("$valor") }
    $r = $Resultado
    $linhas = foreach ($etapa in $r.Etapas) {
        $classe = switch ($etapa.Resultado) { 'aprovada' { 'sim' } 'reprovada' { 'nao' } default { 'fora' } }
        "<tr class=`"$classe`"><td>$($etapa.Numero)</td><td>$(& $t $etapa.Nome)</td><td>$(& $t $etapa.Resultado)</td><td>$('{0:N1} s' -f $etapa.Duracao.TotalSeconds)</td><td>$(& $t $etapa.Detalhe)</td></tr>"
    }
    $log = foreach ($registro in $r.Registros) { & $t "$($registro.Data.ToString('yyyy-MM-dd HH:mm:ss')) - $($registro.Nivel) - $($registro.Mensagem)" }
    $veredito = if ($r.Aprovado) { 'APROVADO' } else { 'REPROVADO' }
    @"
<!DOCTYPE html>
<html lang="pt-BR">
<head>
<meta charset="utf-8">
<title>Teste de recuperação: $veredito</title>
<style>
body { font: 15px/1.5 "Segoe UI", sans-serif; max-width: 60em; margin: 2em auto; color: #222; }
h1 span { padding: .1em .5em; border-radius: .2em; color: #fff; background: $(if ($r.Aprovado) { '#2e7d32' } else { '#c62828' }); }
table { border-collapse: collapse; width: 100%; } td, th { border: 1px solid #bbb; padding: .3em .6em; text-align: left; vertical-align: top; }
tr.sim td:nth-child(3) { color: #2e7d32; } tr.nao td:nth-child(3) { color: #c62828; font-weight: bold; } tr.fora { color: #888; }
pre { background: #f4f4f4; padding: 1em; overflow-x: auto; }
</style>
</head>
<body>
<h1>Teste de recuperação <span>$veredito</span></h1>
<p>Modo $(& $t $r.Modo), de $($r.Inicio.ToString('dd/MM/yyyy HH:mm:ss')) a $($r.Fim.ToString('dd/MM/yyyy HH:mm:ss')), em $(& $t ([System.Environment]::MachineName)).</p>
$(if ($Pasta) { "<p>Pasta: <code>$(& $t $Pasta)</code></p>" })
$(if ($r.Motivo) { "<p><strong>Motivo:</strong> $(& $t $r.Motivo)</p>" })
<table>
<thead><tr><th>#</th><th>Etapa</th><th>Resultado</th><th>Duração</th><th>Detalhe</th></tr></thead>
<tbody>
$($linhas -join "`n")
</tbody>
</table>
$(if ($log) { "<h2>Log durante o teste</h2>`n<pre>$($log -join "`n")</pre>" })
</body>
</html>
"@
}
