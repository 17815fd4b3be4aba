/**
 * Writes CNAB 400 retornos of the banks beyond `synthetic_cnab400.ts`, of nobody. Columns are set one by one, on purpose without
 * the reader's tables: a slip in a table must not hide itself.
 */
import { bytesOf } from "./retornos.ts";

/** Banks that can be written; `001` with a six-digit convênio. */
export type Bank400 =
  | "001"
  | "033"
  | "756"
  | "748"
  | "104"
  | "041"
  | "077"
  | "004"
  | "136";

/** All of {@link Bank400}, in the order of their use. */
export const BANKS_400: readonly Bank400[] = [
  "001",
  "033",
  "756",
  "748",
  "104",
  "041",
  "077",
  "004",
  "136",
];

/** One título; amounts in cents. */
export interface Detail400 {
  readonly codigo: string;
  /** As it stands in the columns of the motivo. */
  readonly motivo?: string;
  /** Unicred: 327-328. */
  readonly origem?: string;
  /** Default 100000. */
  readonly nominal?: number;
  /** Default: the sum, for a code in `PAYING`, else 0. */
  readonly pago?: number;
  readonly juros?: number;
  readonly outros?: number;
  readonly desconto?: number;
  readonly abatimento?: number;
  readonly tarifa?: number;
  /** In the form of the bank; default 15 October 2025. */
  readonly credito?: string;
  readonly vencimento?: string;
}

type Put = (column: number, text: string) => void;

interface Way {
  readonly number: string;
  /** Codes that pay, for {@link Detail400.pago}. */
  readonly paying: string;
  readonly header: (put: Put) => void;
  readonly detail: (put: Put, detail: Detail400) => void;
  /** Inter has columns of its own. */
  readonly own?: boolean;
  readonly credit: number;
  readonly tarifa: readonly [number, number];
  readonly outros: boolean;
  readonly motivo: number;
  readonly trailer: string;
}

const account = (put: Put) => {
  put(27, "32109");
  put(32, "004567895");
};
const DEFAULTS = { credit: 296, tarifa: [176, 13], outros: true } as const;

const WAYS: Readonly<Record<Bank400, Way>> = {
  "001": {
    ...DEFAULTS,
    number: "23456700017",
    paying: "05 06 08 15",
    header: (put) => {
      account(put);
      put(41, "234567");
      put(101, "0000007");
    },
    detail: (put) => {
      put(18, "32109");
      put(23, "004567895");
      put(32, "234567");
      put(63, "23456700017");
      put(74, digit("001", "23456700017"));
      put(127, "23456700017");
    },
    credit: 176,
    tarifa: [182, 7],
    motivo: 81,
    trailer: "9201001",
  },
  "033": {
    ...DEFAULTS,
    number: "1234567" + digit("033", "1234567"),
    paying: "06 08 17",
    header: (put) => put(27, "32100045678904567890"),
    detail: (put) => {
      put(18, "32100045678904567890");
      const number = "1234567" + digit("033", "1234567");
      put(63, number);
      put(127, number);
      put(302, "1017 USUARIO 17");
    },
    motivo: 135,
    trailer: "9201033",
  },
  "756": {
    ...DEFAULTS,
    number: "00000012345",
    paying: "05 06 15",
    header: (put) => {
      account(put);
      put(41, "234567");
      put(80, " - BANCOOB");
      put(101, "0000007");
    },
    detail: (put) => {
      put(18, "32109");
      put(23, "004567895");
      put(63, "00000012345");
      put(74, "4");
      put(75, "01");
      put(107, "01");
    },
    credit: 176,
    tarifa: [182, 7],
    motivo: 319,
    trailer: "902756",
  },
  "748": {
    ...DEFAULTS,
    number: "252000123",
    paying: "06 15 17",
    header: (put) => {
      put(27, "45678");
      put(32, "00000000000191");
      put(95, "20251014");
      put(111, "0000007");
    },
    detail: (put) => {
      put(14, "A");
      put(48, "252000123");
    },
    credit: 329,
    motivo: 319,
    trailer: "9274845678",
  },
  "104": {
    ...DEFAULTS,
    number: "14000000000000018",
    paying: "21 22 35",
    header: (put) => {
      put(27, "3210");
      put(31, "0456789");
      put(390, "00007");
    },
    detail: (put) => {
      put(21, "0456789");
      put(57, "14000000000000018");
      put(189, "0031");
    },
    credit: 294,
    motivo: 80,
    trailer: "9201104",
  },
  "041": {
    ...DEFAULTS,
    number: "22832563" + digit("041", "22832563"),
    paying: "06 08 15 04",
    header: (put) => put(27, "3210004567895"),
    detail: (put) => {
      put(18, "3210004567895");
      put(63, "22832563" + digit("041", "22832563"));
      put(127, "22832563" + digit("041", "22832563"));
    },
    motivo: 383,
    trailer: "9",
  },
  "077": {
    ...DEFAULTS,
    number: "0000012345" + digit("077", "0001112" + "0000012345"),
    paying: "06",
    header: () => {},
    detail: (put) => {
      const number = "0000012345" + digit("077", "0001112" + "0000012345");
      put(21, "112");
      put(24, "0001");
      put(28, "0004567895");
      put(71, number);
      put(87, "112");
      put(108, number);
      put(182, "1017 USUARIO 17");
    },
    own: true,
    credit: 173,
    motivo: 241,
    trailer: "9201077",
  },
  "004": {
    ...DEFAULTS,
    number: "1234567" + digit("004", "1234567"),
    paying: "06 08",
    header: (put) => {
      put(27, "3210");
      put(33, "00456785");
      put(109, "00007");
    },
    detail: (put) => {
      const number = "1234567" + digit("004", "1234567");
      put(18, "3210");
      put(24, "00456785");
      put(63, number);
      put(127, number);
    },
    outros: false,
    motivo: 0,
    trailer: "9201004",
  },
  "136": {
    ...DEFAULTS,
    number: "00000000000123456",
    paying: "01 06 09",
    header: (put) => {
      account(put);
      put(101, "0000007");
      put(108, "00000000234567");
    },
    detail: (put, { origem = "00" }) => {
      put(18, "32109");
      put(23, "004567895");
      put(46, "00000000000123456");
      put(327, origem);
    },
    credit: 176,
    tarifa: [182, 7],
    outros: false,
    motivo: 319,
    trailer: "9",
  },
};

/** Nosso número of every título of {@link syntheticBank400}. */
export function nossoNumero400(banco: Bank400): string {
  return WAYS[banco].number;
}

/** One file of 14 October 2025, with CRLF. */
export function syntheticBank400(banco: Bank400, details: readonly Detail400[]): Uint8Array {
  const way = WAYS[banco];
  const lines = [record(1, (put) => {
    put(1, "02RETORNO01COBRANCA");
    put(47, "EMPRESA DE EXEMPLO");
    put(77, banco);
    put(95, "141025");
    way.header(put);
  })];
  const paid = details.map((detail) => paidOf(way, detail));
  details.forEach((detail, i) =>
    lines.push(record(i + 2, (put) => fill(banco, put, detail, paid[i]!)))
  );
  lines.push(record(details.length + 2, (put) => {
    put(1, way.trailer);
    if (banco === "077") {
      const count = (codigo: string) => details.filter((d) => d.codigo === codigo).length;
      put(18, number(details.length, 8));
      put(58, number(count("02"), 5));
      put(87, number(count("03"), 5));
      const sum = paid.reduce((all, pago, i) => all + (details[i]!.codigo === "06" ? pago : 0), 0);
      put(116, number(count("06"), 5) + number(sum, 12));
    }
  }));
  return bytesOf(lines.join("\r\n") + "\r\n");
}

function paidOf(way: Way, detail: Detail400): number {
  const { nominal = 100_000, juros = 0, outros = 0, desconto = 0, abatimento = 0 } = detail;
  const pays = way.paying.split(" ").includes(detail.codigo);
  return detail.pago ?? (pays ? nominal + juros + outros - desconto - abatimento : 0);
}

function fill(banco: Bank400, put: Put, detail: Detail400, pago: number): void {
  const way = WAYS[banco];
  const { nominal = 100_000, tarifa = 0 } = detail;
  const credit = detail.credito ??
    (pago === 0 ? " ".repeat(banco === "748" ? 8 : 6) : banco === "748" ? "20251015" : "151025");
  put(1, "1");
  const [code, document, due, paidAt] = way.own
    ? [90, 98, 119, 160]
    : [109, banco === "136" ? 280 : 117, 147, 254];
  put(code, detail.codigo + "141025");
  put(document, "DOC17");
  put(due, (detail.vencimento ?? "201025") + number(nominal, 13));
  put(paidAt, number(pago, 13));
  way.detail(put, detail);
  if (way.motivo > 0) put(way.motivo, detail.motivo ?? "");
  if (!way.own) {
    put(166, banco);
    put(way.tarifa[0], number(tarifa, way.tarifa[1]));
    const { abatimento = 0, desconto = 0, juros = 0, outros = 0 } = detail;
    put(215, number(0, 13) + number(abatimento, 13) + number(desconto, 13));
    put(267, number(juros, 13));
    if (way.outros) put(280, number(outros, 13));
    if (banco === "001" || banco === "136") put(306, number(Math.max(pago - tarifa, 0), 13));
  }
  put(way.credit, credit);
}

function record(sequence: number, write: (put: Put) => void): string {
  const cells = new Array<string>(400).fill(" ");
  const put: Put = (column, text) => {
    for (let i = 0; i < text.length; i++) cells[column - 1 + i] = text[i]!;
  };
  write(put);
  put(395, number(sequence, 6));
  return cells.join("");
}

/** Check digits, worked out step by step as the manuals tell it. */
function digit(banco: Bank400, digits: string): string {
  const sum = (weights: readonly number[], of = digits) =>
    [...of].reverse().reduce((all, d, i) => all + Number(d) * weights[i % weights.length]!, 0);
  const ten = (of: string) => {
    const all = [...of].reverse().reduce((total, d, i) => {
      const product = Number(d) * (i % 2 === 0 ? 2 : 1);
      return total + Math.floor(product / 10) + product % 10;
    }, 0);
    return (10 - all % 10) % 10;
  };
  if (banco === "001") {
    const rest = sum([9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    return rest === 10 ? "X" : String(rest);
  }
  if (banco === "033") {
    const rest = sum([2, 3, 4, 5, 6, 7, 8, 9]) % 11;
    return rest < 2 ? "0" : rest === 10 ? "1" : String(11 - rest);
  }
  if (banco === "004") {
    const rest = sum([2, 3, 4, 5, 6, 7, 8]) % 11;
    return rest < 2 ? "0" : String(11 - rest);
  }
  if (banco === "077") return String(ten(digits));
  let first = ten(digits);
  let rest = sum([2, 3, 4, 5, 6, 7], digits + first) % 11;
  if (rest === 1) {
    first = (first + 1) % 10;
    rest = sum([2, 3, 4, 5, 6, 7], digits + first) % 11;
  }
  return `${first}${rest === 0 ? 0 : 11 - rest}`;
}

function number(value: number, width: number): string {
  return String(value).padStart(width, "0").slice(-width);
}
