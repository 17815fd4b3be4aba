/** The account of a file: as a plain number, and against the accounts that are ours. */
import { type ReadContext, RetornoRefused } from "../retorno.ts";
import { otherAccountText } from "../../words/formats/file.ts";

/** `00012345` and `12345` are one account. */
export function plainNumber(text: string): string {
  const trimmed = text.trim().replace(/^0+/, "");
  return trimmed === "" ? text.trim().slice(-1) : trimmed;
}

/**
 * Rule 9: the account (with or without its check digit) or the convênio must be one of `contas`, when given.
 * Throws {@link RetornoRefused} (`conta`).
 */
export function checkAccount(
  context: ReadContext,
  found: { readonly conta: string; readonly contaDv: string; readonly convenio: string },
): void {
  if (context.contas === undefined) return;
  const ours = new Set(context.contas.map((conta) => plainNumber(conta.replace(/[^0-9Xx]/g, ""))));
  const digits = found.convenio.replace(/[^0-9].*$/, "");
  if (
    [found.conta, found.conta + found.contaDv, found.convenio, digits].some((n) =>
      n !== "" && ours.has(plainNumber(n))
    )
  ) return;
  throw new RetornoRefused(
    "conta",
    otherAccountText(found.conta, found.convenio),
    { expected: context.contas.join(", "), found: found.conta },
  );
}
