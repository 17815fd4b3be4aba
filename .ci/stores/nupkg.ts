/** Files of a package as one .nupkg: an OPC zip, which NuGet, Chocolatey and PowerShell read. */
import { createHash } from "node:crypto";
import { type Zippable, zipSync } from "fflate";
import { PRODUCT } from "./release.ts";

/** Same files, same bytes; `files` by their names in it, of which one is the .nuspec. */
export function nupkg(
  files: ReadonlyMap<string, string>,
  { id, version }: { readonly id: string; readonly version: string },
): Uint8Array {
  const properties = `package/services/metadata/core-properties/${
    createHash("md5").update(`${id} ${version}`).digest("hex")
  }.psmdcp`;
  const all = new Map(files);
  all.set("_rels/.rels", relations(`${id}.nuspec`, properties));
  all.set("[Content_Types].xml", types([...files.keys()]));
  all.set(properties, coreProperties(id, version));
  const content: Zippable = {};
  // Zip knows no dates before 1980, and no time zone.
  const mtime = new Date(2025, 0, 1);
  for (const [name, text] of [...all].sort(([a], [b]) => a < b ? -1 : 1)) {
    content[name] = [new TextEncoder().encode(text), { mtime, level: 9 }];
  }
  return zipSync(content);
}

const XML = `<?xml version="1.0" encoding="utf-8"?>\n`;

function relations(nuspec: string, properties: string): string {
  const relation = (id: string, type: string, target: string) =>
    `  <Relationship Type="${type}" Target="/${target}" Id="${id}" />\n`;
  return `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
${relation("R1", "http://schemas.microsoft.com/packaging/2010/07/manifest", nuspec)}${
    relation(
      "R2",
      "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
      properties,
    )
  }</Relationships>
`;
}

function types(names: readonly string[]): string {
  const extensions = new Set(names.map((name) => name.slice(name.lastIndexOf(".") + 1)));
  const entry = (extension: string, type: string) =>
    `  <Default Extension="${extension}" ContentType="${type}" />\n`;
  return `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
${entry("rels", "application/vnd.openxmlformats-package.relationships+xml")}${
    entry("psmdcp", "application/vnd.openxmlformats-package.core-properties+xml")
  }${[...extensions].sort().map((one) => entry(one, "application/octet")).join("")}</Types>
`;
}

function coreProperties(id: string, version: string): string {
  return `${XML}<coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">
  <dc:creator>${PRODUCT.publisher}</dc:creator>
  <dc:identifier>${id}</dc:identifier>
  <version>${version}</version>
</coreProperties>
`;
}
