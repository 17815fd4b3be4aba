/** A document as HTML. */
import { oneLine } from "../domain/text.ts";
import type { DocumentPart, PlainDocument } from "./document.ts";

/** `value` as HTML text or as a quoted attribute value. */
export function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

const TONES = { alarm: "#9b1c1c", good: "#14632f", neutral: "#1f4e79" } as const;
const FONT = "font-family:'Segoe UI',Arial,sans-serif";
const LINE = "border-bottom:1px solid #d9d9d9";

/** A whole page, in Portuguese, UTF-8, with no outside resource; fit for a mail. */
export function renderHtml(document: PlainDocument): string {
  const rows = document.parts.map((part) =>
    `<tr><td style="padding:0 24px 16px 24px;font-size:15px;line-height:1.5;color:#1a1a1a">${
      htmlPart(part)
    }</td></tr>`
  );
  const title = html(document.title);
  return `<!DOCTYPE html>
<html lang="pt-BR">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body style="margin:0;padding:0;background:#f2f2f2;${FONT}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f2f2f2"><tr><td align="center" style="padding:24px 8px">
<table role="presentation" width="640" cellpadding="0" cellspacing="0" style="max-width:640px;width:100%;background:#ffffff;border:1px solid #d9d9d9">
<tr><td style="padding:18px 24px;background:${
    TONES[document.tone]
  }"><h1 style="margin:0;font-size:20px;line-height:1.3;color:#ffffff">${title}</h1></td></tr>
<tr><td style="height:16px;line-height:16px;font-size:1px">&nbsp;</td></tr>
${rows.join("\n")}
<tr><td style="padding:14px 24px;border-top:1px solid #d9d9d9;font-size:13px;color:#595959">${
    html(document.footer)
  }</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}

function htmlPart(part: DocumentPart): string {
  if (part.kind === "paragraph") return `<p style="margin:0">${html(part.text)}</p>`;
  if (part.kind === "facts") {
    const rows = part.rows.map(([label, value]) =>
      `<tr><th scope="row" align="left" valign="top" style="padding:6px 16px 6px 0;${LINE};white-space:nowrap">${
        html(label)
      }</th><td valign="top" style="padding:6px 0;${LINE};word-break:break-word">${
        html(value)
      }</td></tr>`
    );
    return `<table width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;font-size:15px">\n${
      rows.join("\n")
    }\n</table>`;
  }
  const tag = part.ordered ? "ol" : "ul";
  const items = part.items.map((item) =>
    `<li style="margin:0 0 6px 0;word-break:break-word">${html(item)}</li>`
  );
  return `<h2 style="margin:0 0 8px 0;font-size:16px">${
    html(part.title)
  }</h2>\n<${tag} style="margin:0;padding-left:24px">\n${items.join("\n")}\n</${tag}>`;
}

function html(value: string): string {
  return escapeHtml(oneLine(value));
}
