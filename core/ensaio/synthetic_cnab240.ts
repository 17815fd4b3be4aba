/**
 * Writes CNAB 240 cobrança retornos that are valid but of nobody: for `ensaio` and for the tests.
 *
 * Columns are set here one by one, on purpose without the reader's tables: a slip in a table must not hide itself.
 */

/** What the file shall hold. */
export interface SyntheticCnab240Options {
  /** Títulos in the file (two lines each); 0 is a normal day. */
  readonly titulos: number;
  /** Number of the file, 1 to 999999. */
  readonly nsa: number;
  /** Generation date, `AAAA-MM-DD`. */
  readonly date: string;
  /** COMPE code; default 001. */
  readonly banco?: string;
  readonly agencia?: string;
  readonly conta?: string;
  /** Convênio, 7 digits. */
  readonly convenio?: string;
  /** Sequential part (10 digits) of the first nosso número; default derives from `nsa`. */
  readonly firstNumber?: number;
  /** Movement code of every título, or one after the other; default 06, 02, 06, 09. */
  readonly codes?: readonly string[];
  /** Names for banks that inform the payer; BB (001) does not. */
  readonly payers?: boolean;
  /** Stock of open títulos told in the trailer de lote; default 0. */
  readonly stock?: number;
  /** Default CRLF. */
  readonly lineBreak?: string;
}

/** The bytes of one file, pure ASCII. */
export function syntheticCnab240(options: SyntheticCnab240Options): Uint8Array {
  const bank = options.banco ?? "001";
  const agencia = (options.agencia ?? "3210").padStart(5, "0");
  const conta = (options.conta ?? "456789").padStart(12, "0");
  const convenio = (options.convenio ?? "2345678").padStart(7, "0");
  const first = options.firstNumber ?? options.nsa * 10_000;
  const codes = options.codes ?? ["06", "02", "06", "09"];
  const [year, month, day] = options.date.split("-") as [string, string, string];
  const date = day + month + year;
  const company = "EMPRESA DE EXEMPLO".padEnd(30);
  const agreement = convenio.padStart(9, "0") + "0014" + "17" + "019" + "  ";

  const lines: string[] = [];
  lines.push(
    bank + "0000" + "0" + " ".repeat(9) + "2" + "00000000000191" + agreement + agencia + "9" +
      conta + "5" + " " +
      company + "BANCO DE EXEMPLO".padEnd(30) + " ".repeat(10) + "2" + date + "013000" +
      pad(options.nsa, 6) + "030" +
      "00000" + " ".repeat(69),
  );
  lines.push(
    bank + "0001" + "1" + "T" + "01" + "  " + "020" + " " + "2" + "000000000000191" + agreement +
      agencia + "9" +
      conta + "5" + " " + company + " ".repeat(80) + "00000000" + date + "00000000" +
      " ".repeat(33),
  );
  for (let i = 0; i < options.titulos; i++) {
    const code = codes[i % codes.length]!;
    const paid = code === "06" || code === "17";
    const nominal = 10_000 + ((first + i) * 37) % 90_000;
    const interest = paid && i % 3 === 0 ? 125 : 0;
    const amount = paid ? nominal + interest : 0;
    const payer = options.payers === true && bank !== "001"
      ? "1" + "0".repeat(15) + `${1000 + i} USUARIO ${17 + i}`.padEnd(40)
      : "0".repeat(16) + "0".repeat(37) + "   ";
    const reason = code === "06" ? "04" : code === "09" ? "10" : "";
    lines.push(
      bank + "0001" + "3" + pad(2 * i + 1, 5) + "T" + " " + code + agencia + "9" + conta + "5" +
        " " +
        (convenio + pad(first + i, 10)).padEnd(20) + "7" + `DOC${pad(first + i, 6)}`.padEnd(15) +
        date +
        pad(nominal, 15) + bank + "04321" + "0" + " ".repeat(25) + "09" + payer + "0000000000" +
        pad(code === "02" ? 150 : 0, 15) + reason.padEnd(10) + " ".repeat(17),
    );
    lines.push(
      bank + "0001" + "3" + pad(2 * i + 2, 5) + "U" + " " + code + pad(interest, 15) +
        "0".repeat(45) +
        pad(amount, 15) + pad(amount, 15) + "0".repeat(30) + date +
        (paid ? after(options.date) : "00000000") +
        "0000" + "00000000" + "0".repeat(15) + " ".repeat(30) + "000" + "0".repeat(20) +
        " ".repeat(7),
    );
  }
  lines.push(
    bank + "0001" + "5" + " ".repeat(9) + pad(2 * options.titulos + 2, 6) +
      pad(options.stock ?? 0, 6) +
      "0".repeat(17) + "0".repeat(69) + " ".repeat(8) + " ".repeat(117),
  );
  lines.push(
    bank + "9999" + "9" + " ".repeat(9) + "000001" + pad(2 * options.titulos + 4, 6) + "000000" +
      " ".repeat(205),
  );
  const lineBreak = options.lineBreak ?? "\r\n";
  return new TextEncoder().encode(lines.join(lineBreak) + lineBreak);
}

/** The last `width` digits, zero-filled. */
function pad(value: number, width: number): string {
  return String(value).padStart(width, "0").slice(-width);
}

/** DDMMAAAA of the day after. */
function after(date: string): string {
  const next = new Date(Date.parse(date + "T00:00:00Z") + 86_400_000).toISOString().slice(0, 10);
  const [year, month, day] = next.split("-") as [string, string, string];
  return day + month + year;
}
