/** The packages of the stores: made from the zip as it is, of the form that they ask for, and nothing hostile gets in. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { unzipSync, zipSync } from "fflate";
import manifest from "../../deno.json" with { type: "json" };
import { chocolateyFiles } from "../../.ci/stores/chocolatey.ts";
import { nuspecProblems, scriptProblems, wingetProblems } from "../../.ci/stores/form.ts";
import type { Release } from "../../.ci/stores/release.ts";
import { type Manifest, wingetManifests, yamlText } from "../../.ci/stores/winget.ts";

const script = (name: string) => fileURLToPath(new URL(`../../.ci/${name}`, import.meta.url));
const NAME = `MonitorRetornos-${manifest.version}`;
const ZIP = `${NAME}-windows-x64.zip`;
const URL_OF_ZIP = `https://exemplo.org.br/v${manifest.version}/${ZIP}`;

async function run(name: string, ...args: string[]) {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", script(name), ...args],
    env: { NO_COLOR: "1", SOURCE_DATE_EPOCH: "1760000000" },
    stdin: "null",
  }).output();
  return { code, stderr: new TextDecoder().decode(stderr) };
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const RELEASE: Release = {
  version: "1.2.3",
  url: "https://exemplo.org.br/MonitorRetornos.zip",
  sha256: "a".repeat(64),
  folder: "MonitorRetornos-1.2.3",
  license: "MIT",
  projectUrl: "https://exemplo.org.br/",
  licenseUrl: "https://exemplo.org.br/licenca",
  releaseNotes: "1.2.3\n- <novo> & # melhor: 'sim'",
};
const nuspec = chocolateyFiles(RELEASE).get("monitor-retornos.nuspec")!;

Deno.test("the packages are made from the zip, carry its sum, and are the same every time", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const program = join(folder, "programa.bin");
    await Deno.writeTextFile(program, "programa");
    const packed = await run("pacote.ts", "--saida", folder, "--programa", program);
    assert.equal(packed.code, 0, packed.stderr);
    const zip = join(folder, ZIP);
    const bytes = await Deno.readFile(zip);
    const made = async (name: string) => {
      const out = join(folder, name);
      const ran = await run("pacotes.ts", "--zip", zip, "--url", URL_OF_ZIP, "--saida", out);
      assert.equal(ran.code, 0, ran.stderr);
      return out;
    };
    const out = await made("um");
    const nupkg = `chocolatey/monitor-retornos.${manifest.version}.nupkg`;
    const read = (path: string) => Deno.readTextFileSync(join(out, path));
    const files = unzipSync(Deno.readFileSync(join(out, nupkg)));
    const own = [
      "monitor-retornos.nuspec",
      "tools/LICENSE.txt",
      "tools/VERIFICATION.txt",
      "tools/chocolateyinstall.ps1",
      "tools/chocolateyuninstall.ps1",
    ];
    assert.deepEqual(
      Object.keys(files).filter((name) => !/^(_rels|package)\/|^\[Content_Types\]/.test(name)),
      own,
    );
    for (const name of own) {
      assert.equal(
        new TextDecoder("utf-8", { ignoreBOM: true }).decode(files[name]),
        new TextDecoder("utf-8", { ignoreBOM: true }).decode(
          Deno.readFileSync(join(out, "chocolatey", name)),
        ),
      );
    }
    const sum = sha256(bytes);
    const install = read("chocolatey/tools/chocolateyinstall.ps1");
    assert.ok(install.includes(`-Url64bit '${URL_OF_ZIP}' -Checksum64 '${sum}'`));
    assert.ok(read("chocolatey/tools/VERIFICATION.txt").includes(sum));
    const winget =
      `winget/manifests/b/BaciasPCJ/MonitorRetornos/${manifest.version}/BaciasPCJ.MonitorRetornos`;
    assert.ok(read(`${winget}.installer.yaml`).includes(`"${sum.toUpperCase()}"`));
    // The program lies where winget is told to look for it.
    const [, told = ""] = /RelativeFilePath: "(.+)"/.exec(read(`${winget}.installer.yaml`))!;
    assert.ok(JSON.parse(`"${told}"`).replaceAll("\\", "/") in unzipSync(bytes), told);
    for (const name of [".yaml", ".locale.pt-BR.yaml"]) assert.ok(read(winget + name).length > 100);
    assert.ok(
      read("psgallery/MonitorRetornos/MonitorRetornos.psm1").includes("function Get-MonitorStatus"),
    );
    const again = await made("dois");
    assert.deepEqual(Deno.readFileSync(join(out, nupkg)), Deno.readFileSync(join(again, nupkg)));

    // A zip that was touched after it was made is no release.
    const entries = unzipSync(bytes);
    const refused = async (change: (files: Record<string, Uint8Array>) => void, says: RegExp) => {
      const changed = { ...entries };
      change(changed);
      await Deno.writeFile(join(folder, "mau.zip"), zipSync(changed, { level: 0 }));
      const ran = await run(
        "pacotes.ts",
        "--zip",
        join(folder, "mau.zip"),
        "--url",
        URL_OF_ZIP,
        "--saida",
        join(folder, "mau"),
      );
      assert.equal(ran.code, 1);
      assert.match(ran.stderr, says);
      assert.throws(() => Deno.statSync(join(folder, "mau")));
    };
    const touched = new TextEncoder().encode("outro programa");
    await refused(
      (all) => all[`${NAME}/MonitorRetornos.exe`] = touched,
      /a soma de MonitorRetornos\.exe não confere/,
    );
    await refused((all) => all["fora.txt"] = touched, /fora\.txt está fora/);
    await refused((all) => delete all[`${NAME}/README.md`], /falta README\.md/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("an address that would have to be quoted is refused, and so is a missing zip", async () => {
  for (
    const url of [
      "http://exemplo.org.br/a.zip",
      "https://exemplo.org.br/a'; calc; '.zip",
      "https://exemplo.org.br/$(calc).zip",
      "https://nome:senha@exemplo.org.br/a.zip",
      "https://exemplo.org.br/a.exe",
    ]
  ) {
    const ran = await run("pacotes.ts", "--zip", "nada.zip", "--url", url);
    assert.equal(ran.code, 1, url);
    assert.match(ran.stderr, /--url: quero https/);
  }
  assert.match(
    (await run("pacotes.ts", "--zip", "nada.zip", "--url", URL_OF_ZIP)).stderr,
    /deno task pacote/,
  );
});

Deno.test("the form of a nuspec: what is right passes, and each fault is named", () => {
  assert.deepEqual(nuspecProblems(nuspec), []);
  assert.ok(nuspec.includes("&lt;novo&gt; &amp; # melhor"));
  const cases: readonly (readonly [RegExp, (text: string) => string])[] = [
    [/falta id/, (text) => text.replace(/ *<id>.*<\/id>\n/, "")],
    [/version não serve/, (text) => text.replace("<version>1.2.3", "<version>1.2")],
    [/title duas vezes/, (text) => text.replace(/(<title>.*<\/title>)/, "$1$1")],
    [
      /iconeUrl não é conhecido/,
      (text) => text.replace("<title>", "<iconeUrl>x</iconeUrl><title>"),
    ],
    [/tags não serve/, (text) => text.replace("<tags>cnab ", "<tags>cnab, ")],
    [/licenseUrl não serve/, (text) => text.replace(/<licenseUrl>https/, "<licenseUrl>http")],
    [/files não é/, (text) => text.replace("tools\\**", "**")],
    [/^nuspec: .*(mismatch|tag)/, (text) => text.replace("</metadata>", "</metadados>")],
    [/falta id/, (text) => text.replace("2015/06", "1999/01")],
  ];
  for (const [says, change] of cases) assert.match(nuspecProblems(change(nuspec)).join("; "), says);
  assert.deepEqual(scriptProblems("a.ps1", "\ufeffa\r\n"), []);
  assert.deepEqual(scriptProblems("a.ps1", "a\n").length, 2);
});

Deno.test("the form of a winget manifest: what is right passes, and each fault is named", () => {
  const whole = wingetManifests(RELEASE);
  assert.deepEqual(wingetProblems(whole), []);
  const [version = "", installer = "", locale = ""] = [...whole.keys()];
  const cases: readonly (readonly [RegExp, string, Manifest])[] = [
    [/PackageIdentifier não serve/, version, { PackageIdentifier: "SemPonto" }],
    [/PackageVersion difere/, version, { PackageVersion: "9.9.9" }],
    [/ManifestVersion não serve/, locale, { ManifestVersion: "2.0.0" }],
    [/quero um installer/, installer, { ManifestType: "singleton" }],
    [/InstallerSha256 não serve/, installer, {
      Installers: [{ Architecture: "x64", InstallerUrl: RELEASE.url, InstallerSha256: "abc" }],
    }],
    [/falta .*Installers\[0\]\.InstallerUrl/, installer, {
      Installers: [{ Architecture: "x64", InstallerSha256: RELEASE.sha256 }],
    }],
    [/RelativeFilePath não serve/, installer, {
      NestedInstallerFiles: [{ RelativeFilePath: "..\\mau.exe", PortableCommandAlias: "x" }],
    }],
    [/ShortDescription não serve/, locale, { ShortDescription: "x".repeat(257) }],
    [/Tags: itens demais ou repetidos/, locale, { Tags: ["a", "a"] }],
    [/Outra não é conhecido/, locale, { Outra: "x" }],
    [/Tags não é uma lista/, locale, { Tags: "a" }],
  ];
  for (const [says, name, change] of cases) {
    const changed = new Map(whole).set(name, { ...whole.get(name)!, ...change });
    assert.match(wingetProblems(changed).join("; "), says);
  }
  const text = yamlText(whole.get(locale)!);
  assert.ok(text.includes(`ReleaseNotes: "1.2.3\\n- <novo> & # melhor: 'sim'"\n`));
});
