/**
 * The winget manifest: the zip with the program in it as a portable command. winget runs no script, so what the program
 * needs around it (task, module, closed folders) is made by the install.ps1 beside it, as the notes at the end say.
 */
import { PRODUCT, type Release } from "./release.ts";

/** Name of the package in the store. */
export const WINGET_ID = "BaciasPCJ.MonitorRetornos";
const LOCALE = "pt-BR";
const MANIFEST = "1.10.0";

/** What a manifest holds. */
export type Yaml = string | boolean | readonly Yaml[] | { readonly [key: string]: Yaml };
/** One file of the manifest. */
export type Manifest = Readonly<Record<string, Yaml>>;

/** The three files of the manifest by their names. */
export function wingetManifests(release: Release): Map<string, Manifest> {
  const of = (type: string, own: Manifest): Manifest => ({
    PackageIdentifier: WINGET_ID,
    PackageVersion: release.version,
    ...own,
    ManifestType: type,
    ManifestVersion: MANIFEST,
  });
  return new Map([
    [`${WINGET_ID}.yaml`, of("version", { DefaultLocale: LOCALE })],
    [
      `${WINGET_ID}.installer.yaml`,
      of("installer", {
        Platform: ["Windows.Desktop"],
        // Windows Server 2019 and Windows 10 1709, as tasks/README.md has it.
        MinimumOSVersion: "10.0.16299.0",
        InstallerType: "zip",
        NestedInstallerType: "portable",
        NestedInstallerFiles: [{
          RelativeFilePath: `${release.folder}\\MonitorRetornos.exe`,
          PortableCommandAlias: "MonitorRetornos",
        }],
        Installers: [{
          Architecture: "x64",
          InstallerUrl: release.url,
          InstallerSha256: release.sha256.toUpperCase(),
        }],
      }),
    ],
    [
      `${WINGET_ID}.locale.${LOCALE}.yaml`,
      of("defaultLocale", {
        PackageLocale: LOCALE,
        Publisher: PRODUCT.publisher,
        PublisherUrl: release.projectUrl,
        PackageName: PRODUCT.name,
        License: "MIT",
        LicenseUrl: release.licenseUrl,
        ShortDescription: PRODUCT.summary,
        Description: PRODUCT.description,
        Moniker: "monitor-retornos",
        Tags: PRODUCT.tags,
        ReleaseNotes: release.releaseNotes,
        InstallationNotes:
          `O winget só traz o programa. Para instalar a tarefa, o módulo PowerShell e fechar as pastas, abra o PowerShell ` +
          `como administrador na pasta do pacote (winget --info diz onde; dentro dela, ${release.folder}), edite o config.ini ` +
          `e rode: powershell -ExecutionPolicy Bypass -File .\\install.ps1`,
      }),
    ],
  ]);
}

/** The text of one file; every text is quoted, so that none is read as a number, a date or a comment. */
export function yamlText(manifest: Manifest): string {
  return `# yaml-language-server: $schema=https://aka.ms/winget-manifest.${manifest.ManifestType}.${MANIFEST}.schema.json\n${
    mapText(manifest, "")
  }`;
}

function mapText(map: { readonly [key: string]: Yaml }, indent: string): string {
  return Object.entries(map).map(([key, value]) => {
    if (Array.isArray(value)) {
      return `${indent}${key}:\n${value.map((one) => itemText(one, indent)).join("")}`;
    }
    if (typeof value === "object") {
      return `${indent}${key}:\n${
        mapText(value as { readonly [key: string]: Yaml }, indent + "  ")
      }`;
    }
    return `${indent}${key}: ${scalar(value)}\n`;
  }).join("");
}

function itemText(value: Yaml, indent: string): string {
  if (typeof value !== "object") return `${indent}- ${scalar(value)}\n`;
  return `${indent}- ${
    mapText(value as { readonly [key: string]: Yaml }, `${indent}  `).trimStart()
  }`;
}

/** A JSON string is a double-quoted scalar of YAML. */
function scalar(value: string | boolean): string {
  return JSON.stringify(value);
}
