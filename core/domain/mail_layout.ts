/** One description of a mail, drawn twice: as plain text and as HTML, so that neither can say less than the other. */

/** A part of a mail. All strings are plain text; whatever they hold is shown as it stands. */
export type MailPart =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "facts"; readonly rows: readonly (readonly [label: string, value: string])[] }
  | {
    readonly kind: "list";
    readonly title: string;
    readonly ordered: boolean;
    readonly items: readonly string[];
  };

/** Subject and content of a mail. */
export interface MailDocument {
  readonly subject: string;
  /** Colour of the band above: alarm, good news, or neither. */
  readonly tone: "alarm" | "good" | "neutral";
  readonly parts: readonly MailPart[];
  readonly footer: string;
}

/** What the outbox needs of a mail. */
export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Draws both forms. */
export function renderMail(document: MailDocument): MailContent {
  return {
    subject: oneLine(document.subject),
    text: renderText(document),
    html: renderHtml(document),
  };
}

/**
 * `value` on one line, without the characters that could forge a line, a header or the order of reading
 * (controls, line separators, direction marks, lone surrogates). Used for names and paths of any origin.
 */
export function oneLine(value: string): string {
  return value.toWellFormed()
    // deno-lint-ignore no-control-regex
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ")
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "\ufffd");
}

/** `value` as HTML text or as a quoted attribute value. */
export function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

function renderText(document: MailDocument): string {
  const blocks: string[] = [oneLine(document.subject)];
  for (const part of document.parts) {
    if (part.kind === "paragraph") blocks.push(oneLine(part.text));
    else if (part.kind === "facts") {
      blocks.push(part.rows.map(([label, value]) => `${label}: ${oneLine(value)}`).join("\n"));
    } else {
      const items = part.items.map((item, i) =>
        part.ordered ? `  ${i + 1}. ${oneLine(item)}` : `  - ${oneLine(item)}`
      );
      blocks.push([`${part.title}:`, ...items].join("\n"));
    }
  }
  blocks.push(`--\n${oneLine(document.footer)}`);
  return blocks.join("\n\n") + "\n";
}

const TONES = { alarm: "#9b1c1c", good: "#14632f", neutral: "#1f4e79" } as const;
const FONT = "font-family:'Segoe UI',Arial,sans-serif";
const LINE = "border-bottom:1px solid #d9d9d9";

function renderHtml(document: MailDocument): string {
  const rows = document.parts.map((part) =>
    `<tr><td style="padding:0 24px 16px 24px;font-size:15px;line-height:1.5;color:#1a1a1a">${
      htmlPart(part)
    }</td></tr>`
  );
  const subject = html(document.subject);
  return `<!DOCTYPE html>
<html lang="pt-BR">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${subject}</title></head>
<body style="margin:0;padding:0;background:#f2f2f2;${FONT}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f2f2f2"><tr><td align="center" style="padding:24px 8px">
<table role="presentation" width="640" cellpadding="0" cellspacing="0" style="max-width:640px;width:100%;background:#ffffff;border:1px solid #d9d9d9">
<tr><td style="padding:18px 24px;background:${
    TONES[document.tone]
  }"><h1 style="margin:0;font-size:20px;line-height:1.3;color:#ffffff">${subject}</h1></td></tr>
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

function htmlPart(part: MailPart): string {
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
