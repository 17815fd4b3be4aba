/**
 * Writes CBR724 files that are valid but of nobody: for `ensaio` and for the tests.
 *
 * Columns are set here one by one, on purpose without the reader's tables: a slip in a table must not hide itself.
 */

/** What the file shall hold. */
export interface SyntheticCbr724Options {
  /** Títulos in the file; 0 is a normal day. */
  readonly titulos: number;
  /** Only makes the content unique: the format has no number of its own. */
  readonly nsa: number;
  /** Date of the file, `AAAA-MM-DD`. */
  readonly date: string;
  /** Agência, 4 digits. */
  readonly agencia?: string;
  /** Conta, up to 9 digits. */
  readonly conta?: string;
  /** Convênio, 7 digits. */
  readonly convenio?: string;
  /** Sequential part (10 digits) of the first nosso número; default derives from `nsa`. */
  readonly firstNumber?: number;
  /** Customer's id of the first título, 1 to 999999. */
  readonly firstCustomer?: number;
  /** Operation of every título, or one after the other; default LQB, RG, LQN, BX. */
  readonly operations?: readonly string[];
  /** Default CRLF. */
  readonly lineBreak?: string;
}

const WIDTH = 160;

/** The bytes of one file: windows-1252, and pure ASCII. */
export function syntheticCbr724(options: SyntheticCbr724Options): Uint8Array {
  const agencia = (options.agencia ?? "3210").padStart(4, "0");
  const conta = (options.conta ?? "456789").padStart(9, "0");
  const convenio = (options.convenio ?? "2345678").padStart(7, "0");
  const first = options.firstNumber ?? options.nsa * 10_000;
  const operations = options.operations ?? ["LQB", "RG", "LQN", "BX"];
  const [year, month, day] = options.date.split("-") as [string, string, string];
  const date = day + month + year;

  const lines = [
    row([[1, "000000CBR724"], [13, agencia], [17, conta], [26, convenio]]),
    row([[1, "11"], [4, agencia], [8, conta], [17, "017"], [20, "019"], [23, "CBR724"]]),
    row([[1, "28"], [4, "CONTA"], [12, conta], [60, "RELATORIO " + options.nsa], [115, date]]),
    row([[1, "28"], [4, "EMPRESA DE EXEMPLO"]]),
    row([[1, " 7"], [5, "NOSSO NUMERO"], [35, "SACADO"], [64, "VENCTO"]]),
  ];
  for (let i = 0; i < options.titulos; i++) {
    const operation = operations[i % operations.length]!;
    const nominal = 10_000 + ((first + i) * 37) % 90_000;
    const paid = operation.startsWith("LQ") || /^LC[ACDH]/.test(operation);
    const interest = paid && i % 3 === 0 ? 125 : 0;
    const customer = ((options.firstCustomer ?? 1000) + i - 1) % 999_999 + 1;
    const columns: [number, string][] = [
      // The print-control column is blank or `3`; both are títulos.
      [1, i % 5 === 4 ? "37" : " 7"],
      [4, convenio + String(first + i).padStart(10, "0").slice(-10)],
      [22, `DOC${String((first + i) % 1_000_000).padStart(6, "0")}`],
      [35, `${customer} USUARIO ${17 + i}`.slice(0, 27)],
      [64, date],
      [73, day + month],
      [78, "04321"],
      [84, operation],
      [88, money(nominal).padStart(19)],
      [127, money(paid ? 150 : 0).padStart(9)],
      [137, money(paid ? nominal + interest : 0).padStart(15)],
    ];
    if (interest > 0) columns.push([108, (money(interest) + "J").padStart(18)]);
    lines.push(row(columns));
  }
  const lineBreak = options.lineBreak ?? "\r\n";
  return new TextEncoder().encode(lines.join(lineBreak) + lineBreak);
}

/** A line of blanks with texts put in at their first columns (from 1). */
function row(columns: readonly (readonly [number, string])[]): string {
  const cells = new Array<string>(WIDTH).fill(" ");
  for (const [first, text] of columns) {
    for (let i = 0; i < text.length; i++) cells[first - 1 + i] = text[i]!;
  }
  return cells.join("");
}

/** Cents as `1.234,56`. */
function money(cents: number): string {
  const whole = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, ".");
  return `${whole},${String(cents % 100).padStart(2, "0")}`;
}
