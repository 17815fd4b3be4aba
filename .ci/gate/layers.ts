/** The layers of core/, and which of them may import which. */
import type { Import } from "./import_graph.ts";

const INNER = ["domain", "formats", "titulos", "words", "ports", "config"] as const;

/** Each layer with the layers that it may import besides itself. Only `compose` knows the adapters. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  "domain": [],
  "formats": ["domain", "words"],
  "words": ["domain"],
  "titulos": ["domain", "formats", "words"],
  "ports": ["domain", "formats", "titulos", "words"],
  "views": ["domain", "formats", "titulos", "words", "ports"],
  "config": ["domain", "words", "ports"],
  "ensaio": ["domain", "formats", "words"],
  "app": [...INNER, "views"],
  "adapters": INNER,
  "compose": [...INNER, "views", "app", "adapters"],
  "commands": [...INNER, "views", "ensaio", "app", "compose"],
  "main.ts": ["commands", "compose"],
};

/** Layers without system calls and without a clock. */
export const PURE: readonly string[] = ["domain", "formats", "titulos", "words", "views"];

/** Layers that get the time from the clock's port alone, so that a test can make it. */
export const CLOCKLESS: readonly string[] = ["ports", "config", "app"];

/** What the formats have in common; every other folder of core/formats is the room of one format. */
const SHARED_ROOM = "record";
/** The only files that know which formats there are. */
const DOORS: readonly string[] = [
  "core/formats/read_retorno.ts",
  "core/formats/detect.ts",
  "core/formats/known_formats.ts",
];

/** The layer of a file: the folder under core/ that it lies in, or the name of a file that lies in core/ itself. */
export function layerOf(path: string): string {
  return path.split("/")[1] ?? "";
}

/** What is wrong with an import of a file under core/, or null. */
export function judgeImport({ from, written, target, isFile, error }: Import): string | null {
  const layer = layerOf(from);
  if (error !== null) return `import ${written}: ${error}`;
  if (target.startsWith("node:")) {
    return PURE.includes(layer)
      ? `core/${layer} é puro e não pode importar ${target}; passe o valor por parâmetro`
      : null;
  }
  if (!isFile) return null;
  if (!target.startsWith("core/")) {
    return target.endsWith(".json")
      ? null
      : `core/${layer} não pode importar ${target}, fora de core/`;
  }
  const to = layerOf(target);
  if (to !== layer && !LAYERS[layer]?.includes(to)) {
    const allowed = LAYERS[layer]?.join(", ") || "nenhuma outra camada";
    return `core/${layer} não pode importar core/${to} (${target}); pode: ${allowed}`;
  }
  return judgeRooms(from, target);
}

/** The room of core/formats that a file lies in; null for the files of core/formats itself and for all others. */
function roomOf(path: string): string | null {
  const [, layer, room, ...rest] = path.split("/");
  return layer === "formats" && room !== undefined && rest.length > 0 ? room : null;
}

/** A format knows what all formats share and nothing of another one; all others come through the doors. */
function judgeRooms(from: string, target: string): string | null {
  const own = roomOf(from);
  const room = roomOf(target);
  if (own !== null && DOORS.includes(target)) {
    return `core/formats/${own} não pode importar ${target}, que conhece todos os formatos`;
  }
  if (room === null || room === SHARED_ROOM || room === own || DOORS.includes(from)) return null;
  const doors = DOORS.map((door) => door.slice("core/formats/".length)).join(", ")
    .replace(/, ([^,]+)$/, " e $1");
  return `só ${doors} podem importar a sala de um formato (${target})`;
}
