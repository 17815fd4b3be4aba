/** Every error number that a call on a folder, a disk or a ledger can give, by system. */
import { POSIX_NUMBERS } from "../../core/words/diagnosis/posix.ts";
import { WINDOWS_NUMBERS } from "../../core/words/diagnosis/windows.ts";

/** Linux has the numbers 1 to 133, without two that were never given. Source: asm-generic/errno.h. */
const LINUX = Array.from({ length: 133 }, (_, n) => n + 1).filter((n) => n !== 41 && n !== 58);

/**
 * Win32 numbers that file calls give, beside those that the diagnosis knows. Source: Microsoft, System Error Codes.
 * 6 INVALID_HANDLE, 23 CRC, 87 INVALID_PARAMETER, 123 INVALID_NAME, 1117 IO_DEVICE, 1392 FILE_CORRUPT among them.
 */
const OF_FILES = [
  ...[
    1,
    4,
    6,
    8,
    9,
    12,
    13,
    14,
    16,
    18,
    19,
    20,
    22,
    23,
    25,
    26,
    27,
    29,
    30,
    31,
    34,
    36,
    38,
    50,
    57,
    80,
    82,
    83,
    84,
  ],
  ...[
    87,
    89,
    108,
    110,
    111,
    117,
    130,
    131,
    132,
    142,
    145,
    148,
    154,
    158,
    167,
    170,
    174,
    183,
    186,
    212,
    215,
    231,
    232,
  ],
  ...[
    233,
    234,
    254,
    258,
    266,
    276,
    288,
    295,
    298,
    302,
    305,
    317,
    326,
    327,
    328,
    332,
    336,
    350,
    353,
    395,
    402,
    433,
  ],
  ...[
    483,
    487,
    534,
    583,
    665,
    995,
    996,
    998,
    1001,
    1005,
    1006,
    1009,
    1011,
    1016,
    1018,
    1021,
    1066,
    1104,
    1106,
    1110,
  ],
  ...[
    1111,
    1112,
    1126,
    1127,
    1128,
    1129,
    1131,
    1142,
    1168,
    1200,
    1208,
    1223,
    1237,
    1247,
    1285,
    1295,
    1307,
    1314,
  ],
  ...[
    1332,
    1336,
    1338,
    1344,
    1359,
    1364,
    1381,
    1392,
    1393,
    1395,
    1451,
    1452,
    1453,
    1454,
    1455,
    1460,
    1463,
    1464,
  ],
  ...[
    1702,
    1727,
    1784,
    1816,
    1920,
    1921,
    2401,
    2404,
    3017,
    3018,
    4350,
    4390,
    4392,
    4393,
    5005,
    6000,
    6001,
    6002,
  ],
  ...[6800, 8003, 8201],
];

/** All of them, and not a choice. */
export const ALL_NUMBERS = Deno.env.get("TODOS_OS_NUMEROS") === "1";

/** So many of them, from the first to the last, evenly; all with `TODOS_OS_NUMEROS=1`. */
export function some(numbers: readonly number[], count: number): readonly number[] {
  if (ALL_NUMBERS || numbers.length <= count) return numbers;
  const step = (numbers.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, n) => numbers[Math.round(n * step)]!);
}

/**
 * The numbers of the system that the tests run on. A Windows that is played by another system takes minutes for all of its
 * numbers: the suite takes every thirtieth there, and all of them with `TODOS_OS_NUMEROS=1`.
 */
export const NUMBERS: readonly number[] = Deno.build.os === "windows"
  ? [...new Set([...Object.keys(WINDOWS_NUMBERS).map(Number), ...OF_FILES])].sort((a, b) => a - b)
    .filter((_, at) => at % 30 === 0 || ALL_NUMBERS)
  : [...new Set([...Object.keys(POSIX_NUMBERS).map(Number), ...LINUX])].sort((a, b) => a - b);

/** SQLite's primary result codes that are errors. Source: sqlite.org/rescode.html. */
export const SQLITE_CODES: readonly number[] = Array.from({ length: 26 }, (_, n) => n + 1);
