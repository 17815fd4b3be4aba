/** What the packages of the stores are made from: the release zip, and where it can be had. */
import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import { BuildError, VERSION } from "../build.ts";

/** A release, known to be whole. */
export interface Release {
  readonly version: string;
  /** The address of the zip; nothing in it needs to be quoted anywhere. */
  readonly url: string;
  /** Of the zip, in hexadecimal digits. */
  readonly sha256: string;
  /** The only folder at the top of the zip. */
  readonly folder: string;
  readonly license: string;
  /** `PrivateData.PSData` of the module's manifest says them of the whole. */
  readonly projectUrl: string;
  readonly licenseUrl: string;
  readonly releaseNotes: string;
}

/** What both stores say of the program. */
export const PRODUCT = {
  name: "MonitorRetornos",
  publisher: "Agência das Bacias PCJ",
  summary: "Vigia a pasta de retornos bancários, processa cada arquivo uma vez e avisa das quedas.",
  description:
    "O MonitorRetornos vigia a pasta em que o banco deposita os arquivos de retorno (CNAB 240, CNAB 400, CBR724), " +
    "processa cada um exatamente uma vez, percebe quando o servidor fica fora de alcance, avisa por e-mail e por " +
    "notificação do Windows, espera o tempo que for preciso e, na volta, processa o que se acumulou.",
  tags: ["cnab", "cobranca", "retorno", "boleto", "monitor"],
} as const;

/** https, and no character that a script, an XML or a YAML would have to escape. */
const SAFE_URL = /^https:\/\/[A-Za-z0-9.-]+(?::\d+)?\/[A-Za-z0-9._~/%+-]+\.zip$/;

/**
 * Reads the zip that `deno task pacote` made.
 *
 * @throws {BuildError} An address that is not https or would need quoting, no such zip, one of another version, or one
 * whose SHA256SUMS.txt does not tell the truth.
 */
export async function readRelease(zip: string, url: string): Promise<Release> {
  if (!SAFE_URL.test(url)) {
    throw new BuildError(
      `--url: quero https://.../ARQUIVO.zip, sem caracteres especiais; veio "${url}"`,
    );
  }
  const bytes = await read(zip);
  const folder = `MonitorRetornos-${VERSION}`;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes);
  } catch (error) {
    throw new BuildError(`${zip} não é um zip inteiro: ${(error as Error).message}`);
  }
  const text = (name: string) => {
    const found = files[`${folder}/${name}`];
    if (found === undefined) throw new BuildError(`${zip}: falta ${folder}/${name}`);
    return new TextDecoder().decode(found);
  };
  checkSums(zip, files, folder, text("SHA256SUMS.txt"));
  const manifest = text("ps-module/MonitorRetornos/MonitorRetornos.psd1");
  const field = (name: string, pattern: RegExp) => {
    const value = pattern.exec(manifest)?.[1];
    if (value === undefined) throw new BuildError(`${zip}: o manifesto do módulo não diz ${name}`);
    return value.replaceAll("\r\n", "\n").trim();
  };
  if (field("ModuleVersion", /^ *ModuleVersion *= *'([^']*)'/m) !== VERSION) {
    throw new BuildError(`${zip}: o módulo não é da versão ${VERSION}`);
  }
  return {
    version: VERSION,
    url,
    sha256: sha256(bytes),
    folder,
    license: text("LICENSE"),
    projectUrl: field("ProjectUri", /^ *ProjectUri *= *'(https:[^']*)'/m),
    licenseUrl: field("LicenseUri", /^ *LicenseUri *= *'(https:[^']*)'/m),
    releaseNotes: field("ReleaseNotes", /^ *ReleaseNotes *= *@'\r?\n([^]*?)\r?\n'@/m),
  };
}

/** In hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new BuildError(`${path} não existe; rode antes: deno task pacote`);
  }
}

function checkSums(
  zip: string,
  files: Readonly<Record<string, Uint8Array>>,
  folder: string,
  sums: string,
): void {
  const told = new Map(
    sums.trim().split("\n").map((line) => [line.slice(66), line.slice(0, 64)] as const),
  );
  for (const [name, bytes] of Object.entries(files)) {
    const short = name.slice(folder.length + 1);
    if (!name.startsWith(`${folder}/`)) {
      throw new BuildError(`${zip}: ${name} está fora de ${folder}`);
    }
    if (short === "SHA256SUMS.txt") continue;
    if (told.get(short) !== sha256(bytes)) {
      throw new BuildError(`${zip}: a soma de ${short} não confere com a de SHA256SUMS.txt`);
    }
    told.delete(short);
  }
  if (told.size > 0) throw new BuildError(`${zip}: falta ${[...told.keys()].join(", ")}`);
}
