/** How page and report look: light and dark, from 360 pixels on, and on paper. */

/** The style sheet. No address in it: nothing is loaded. */
export const STYLE = `
:root{color-scheme:light dark;--fundo:#f3f5f8;--cartao:#fff;--texto:#17212b;--fraco:#55616e;--linha:#dfe4ea;--trilho:#eef1f4;
--bom:#12703a;--mau:#b91c1c;--aviso:#92500a;--neutro:#44546a;--bomf:#e7f6ec;--mauf:#fdecec;--avisof:#fdf3e1;--neutrof:#eaeef4;--foco:#1d5fa8;
--noar:#35a466;--fora:#d5281e;--manutencao:#7c9fe6;--desconhecido:#c5ccd4;--arquivos:#2f6fc0;--outros:#9aa7b6;--titulos:#14837a;--valores:#7250b8;--reconhecida:#e08a1e}
@media (prefers-color-scheme:dark){:root{--fundo:#0e141b;--cartao:#161f29;--texto:#e7edf3;--fraco:#a3b0be;--linha:#2a3643;--trilho:#202b37;
--bom:#5fd490;--mau:#ff8f87;--aviso:#f5b75c;--neutro:#b5c3d3;--bomf:#12301f;--mauf:#3a1917;--avisof:#35270f;--neutrof:#202b38;--foco:#7db7f5;
--noar:#3cb371;--fora:#f25b50;--manutencao:#6f93de;--desconhecido:#465361;--arquivos:#5c9be8;--outros:#67788a;--titulos:#35b5a8;--valores:#a487e6;--reconhecida:#f0a648}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:1160px;padding:0 20px 32px;background:var(--fundo);color:var(--texto);font:16px/1.5 "Segoe UI",system-ui,-apple-system,Roboto,"Liberation Sans",Arial,sans-serif;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
h1,h2,h3,p,figure,ul,ol,dl,dd{margin:0;padding:0}
h1{font-size:1.35rem;font-weight:650;letter-spacing:-.01em}
h2{font-size:1.1rem;font-weight:650}
h3{font-size:1rem;font-weight:600}
header{display:flex;flex-wrap:wrap;gap:8px 24px;justify-content:space-between;align-items:end;padding:24px 0 16px}
.pasta,.atualizado,.nota,footer,.mais,.topo,.eixo,.leitura{color:var(--fraco);font-size:.875rem}
.periodo{font-weight:600}
nav{display:flex;gap:4px;background:var(--cartao);border:1px solid var(--linha);border-radius:10px;padding:4px}
nav a{padding:4px 14px;border-radius:7px;color:var(--texto);text-decoration:none;font-size:.9rem}
nav a:hover{background:var(--trilho)}
nav a[aria-current]{background:var(--texto);color:var(--cartao);font-weight:600}
main{display:grid;gap:16px;grid-template-columns:minmax(0,1fr);outline:none}
main>div:empty{display:none}
.cartao{background:var(--cartao);border:1px solid var(--linha);border-radius:14px;padding:20px 22px;min-width:0}
.cartao>h2{margin-bottom:12px}
.estado{border-left:8px solid var(--tom);padding:22px 24px}
.t-bom{--tom:var(--bom);--tomf:var(--bomf)}.t-mau{--tom:var(--mau);--tomf:var(--mauf)}.t-aviso{--tom:var(--aviso);--tomf:var(--avisof)}.t-neutro{--tom:var(--neutro);--tomf:var(--neutrof)}
.manchete{display:flex;gap:18px;align-items:center}
.manchete h2{font-size:1.75rem;line-height:1.2;color:var(--tom);letter-spacing:-.02em}
.manchete p{margin-top:2px}
.icone{flex:none;width:56px;height:56px}
.icone circle{fill:var(--tomf)}
.icone path{fill:none;stroke:var(--tom);stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round}
.faixa-aviso{margin-top:14px;padding:8px 12px;border-radius:8px;background:var(--neutrof)}
.fatos{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:14px 24px;margin-top:20px;padding-top:18px;border-top:1px solid var(--linha)}
.fatos .largo{grid-column:1/-1}
dt{color:var(--fraco);font-size:.8rem}
dd{font-weight:600}
.atencao{list-style:none;display:grid;gap:10px}
.atencao>li{background:var(--tomf);border-left:4px solid var(--tom);border-radius:8px;padding:12px 16px}
.atencao h3{color:var(--tom)}
.atencao ol{margin:8px 0 0;padding-left:22px}
.atencao ol li+li{margin-top:4px}
.numeros{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:16px}
.numeros .cartao{padding:16px 20px}
.nome{color:var(--fraco);font-size:.875rem}
.valor{font-size:clamp(1.05rem,2.1vw,1.5rem);font-weight:650;letter-spacing:-.02em;line-height:1.4}
.figura{margin:-4px 0 14px}
.grafico{min-width:0}
figcaption{display:flex;flex-wrap:wrap;gap:0 12px;justify-content:space-between;align-items:baseline;margin-bottom:8px}
.legenda{list-style:none;display:flex;flex-wrap:wrap;gap:2px 16px;margin-bottom:8px;font-size:.85rem;color:var(--fraco)}
.amostra{width:10px;height:10px;border-radius:2px;margin-right:6px}
.barras,.linha{display:block;width:100%;height:120px;border-radius:4px}
.linha{height:38px}
#faixa .barras{height:64px}
svg[role=slider]{cursor:crosshair}
.c-noar{fill:var(--noar)}.c-fora{fill:var(--fora)}.c-manutencao{fill:var(--manutencao)}.c-desconhecido{fill:var(--desconhecido)}.c-arquivos{fill:var(--arquivos)}
.c-outros{fill:var(--outros)}.c-titulos{fill:var(--titulos)}.c-valores{fill:var(--valores)}.c-reconhecida{fill:var(--reconhecida)}.c-piso{fill:var(--linha)}.c-trilho{fill:var(--trilho)}
.alvo{fill:transparent}.alvo:hover,.marca{fill:var(--texto);fill-opacity:.16}
.eixo{display:flex;justify-content:space-between;margin-top:4px;font-size:.8rem}
.leitura{display:block;line-height:1.5;min-height:1.5em;margin-top:4px}
.leitura[data-lida]{color:var(--texto)}
.nota{margin-top:10px;max-width:80ch}
.vazio{color:var(--fraco)}
.pares{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:28px 32px}
details{margin-top:8px;font-size:.9rem}
summary{cursor:pointer;color:var(--foco);width:max-content;max-width:100%;border-radius:4px}
.rolagem{overflow:auto;max-height:420px;border-radius:6px;margin-top:6px}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;padding:7px 18px 7px 0;border-bottom:1px solid var(--linha);vertical-align:top;white-space:nowrap}
.l{white-space:normal;min-width:200px}
thead th{position:sticky;top:0;background:var(--cartao);color:var(--fraco);font-weight:600;font-size:.82rem}
tbody th{font-weight:500}
tbody a{color:var(--foco)}tbody a[aria-current]{font-weight:650}
.log{list-style:none;font:.82rem/1.6 ui-monospace,"Cascadia Mono",Consolas,"Liberation Mono",monospace;max-height:340px;overflow:auto;border-radius:6px}
.log li{padding:1px 8px;border-left:3px solid transparent}
.log .l-aviso{border-color:var(--aviso)}.log .l-mau{border-color:var(--mau);background:var(--mauf)}
footer{display:flex;flex-wrap:wrap;gap:4px 24px;justify-content:space-between;margin-top:18px}
.contato{background:var(--mauf);color:var(--mau);border:1px solid var(--mau);border-radius:10px;padding:10px 16px;margin-bottom:16px;font-weight:600;position:sticky;top:8px;z-index:2}
.contato[hidden]{display:none}
.pular{position:absolute;left:-9999px}
.pular:focus{left:20px;top:8px;background:var(--cartao);color:var(--foco);padding:6px 14px;border-radius:8px;z-index:3}
.oculto{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
:focus-visible{outline:3px solid var(--foco);outline-offset:2px}
@media (max-width:900px){.numeros{grid-template-columns:repeat(2,minmax(0,1fr))}.pares{grid-template-columns:minmax(0,1fr)}}
@media (max-width:520px){body{padding:0 12px 24px}.cartao{padding:16px}.manchete h2{font-size:1.35rem}.icone{width:44px;height:44px}.numeros{gap:10px}.numeros .cartao{padding:12px 14px}.valor{font-size:.92rem;letter-spacing:-.03em}
.fatos{grid-template-columns:repeat(2,minmax(0,1fr));gap:12px 16px}}
@media (max-width:640px){#quedas table,#recusados table,#quedas tbody,#recusados tbody,#quedas tr,#recusados tr,#quedas td,#recusados td,#quedas tbody th,#recusados tbody th{display:block;white-space:normal;min-width:0;border:0;padding:0}
#quedas thead,#recusados thead{display:none}#quedas tbody tr,#recusados tbody tr{padding:10px 0;border-bottom:1px solid var(--linha)}#quedas tbody th,#recusados tbody th{font-weight:650}
#quedas td:nth-child(2)::before{content:"fim: "}#quedas td:nth-child(3)::before{content:"duração: "}#quedas td:nth-child(5)::before{content:"reconhecida: "}#quedas td:nth-child(6)::before{content:"arquivos na volta: "}#quedas td:nth-child(7)::before{content:"avisos: "}}
@media print{:root{--fundo:#fff;--cartao:#fff;--texto:#000;--fraco:#444;--linha:#ccc;color-scheme:light}body{max-width:none;padding:0;font-size:11pt}
nav,.leitura,.pular,.contato,#log{display:none}.cartao,.grafico{break-inside:avoid}.rolagem,.log{max-height:none;overflow:visible}svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}.cartao{border-radius:0}details:not([open]){display:none}}
`.trim();

/** The mark of the page in the browser's tab. */
export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#14632f"/><path d="M8 17l6 6 10-13" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>';
