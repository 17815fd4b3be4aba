/**
 * Makes the packages of the stores from the release zip: Chocolatey, winget, and the module for the PowerShell Gallery.
 *
 *   deno task pacotes --zip dist/MonitorRetornos-X.Y.Z-windows-x64.zip --url https://.../MonitorRetornos-X.Y.Z-windows-x64.zip [--saida dist]
 *
 * chocolatey/: the sources of the package, and the .nupkg; winget/: the three files of the manifest, in the folders of
 * winget-pkgs; psgallery/MonitorRetornos: the module as it ships. The form of each is checked before anything is written.
 * Same input, same bytes.
 */
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { BuildError, ROOT, say, script, VERSION } from "./build.ts";
import { layModule } from "./modulo.ts";
import { CHOCOLATEY_ID, chocolateyFiles } from "./stores/chocolatey.ts";
import { nuspecProblems, scriptProblems, wingetProblems } from "./stores/form.ts";
import { nupkg } from "./stores/nupkg.ts";
import { readRelease } from "./stores/release.ts";
import { WINGET_ID, wingetManifests, yamlText } from "./stores/winget.ts";

await script(async () => {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      zip: {
        type: "string",
        default: join(ROOT, "dist", `MonitorRetornos-${VERSION}-windows-x64.zip`),
      },
      url: { type: "string" },
      saida: { type: "string", default: join(ROOT, "dist") },
    },
  });
  if (values.url === undefined) throw new BuildError("falta --url: de onde o zip vai ser baixado");
  const release = await readRelease(resolve(values.zip), values.url);
  const choco = chocolateyFiles(release);
  const winget = wingetManifests(release);
  const problems = [
    ...nuspecProblems(choco.get(`${CHOCOLATEY_ID}.nuspec`)!),
    ...[...choco].filter(([name]) => name.endsWith(".ps1")).flatMap(([name, text]) =>
      scriptProblems(name, text)
    ),
    ...wingetProblems(winget),
  ];
  if (problems.length > 0) {
    throw new BuildError(`os pacotes não servem:\n  ${problems.join("\n  ")}`);
  }

  const folder = resolve(values.saida);
  const chocolatey = join(folder, "chocolatey");
  await empty(chocolatey);
  for (const [name, text] of choco) await write(join(chocolatey, name), text);
  await Deno.writeFile(
    join(chocolatey, `${CHOCOLATEY_ID}.${release.version}.nupkg`),
    nupkg(choco, { id: CHOCOLATEY_ID, version: release.version }),
  );
  await empty(join(folder, "winget"));
  const [publisher = "", product = ""] = WINGET_ID.split(".");
  const place = join(
    folder,
    ...["winget", "manifests", publisher[0]!.toLowerCase(), publisher, product, release.version],
  );
  for (const [name, manifest] of winget) await write(join(place, name), yamlText(manifest));
  await empty(join(folder, "psgallery"));
  await layModule(join(folder, "psgallery", "MonitorRetornos"));
  say(
    `${folder}: chocolatey, winget e psgallery da versão ${release.version}, zip ${release.sha256}`,
  );
});

/** What an earlier run left goes away. */
async function empty(folder: string): Promise<void> {
  await Deno.remove(folder, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  await Deno.mkdir(folder, { recursive: true });
}

async function write(path: string, text: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeTextFile(path, text);
}
