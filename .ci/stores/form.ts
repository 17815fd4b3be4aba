/** Whether the packages have the form that the stores ask for: one sentence per problem. */
import { XmlDocument, type XmlElement } from "libxml2-wasm";
import { NUSPEC_NAMESPACE } from "./chocolatey.ts";
import type { Manifest, Yaml } from "./winget.ts";

const SHA256 = /^[A-Fa-f0-9]{64}$/;
const HTTPS = /^https:\/\/\S+$/;

/** What a .nuspec may and must have, by the schema of 2015 and the rules of Chocolatey's moderation. */
const NUSPEC: Readonly<Record<string, RegExp>> = {
  id: /^[a-z0-9][a-z0-9.-]{0,99}$/,
  version: /^\d+\.\d+\.\d+(?:-[a-z0-9.-]+)?$/,
  owners: /^\S[^]{1,}$/,
  title: /^\S[^]{1,}$/,
  authors: /^\S[^]{1,}$/,
  projectUrl: HTTPS,
  licenseUrl: HTTPS,
  requireLicenseAcceptance: /^(?:true|false)$/,
  // By blanks, never by commas.
  tags: /^[^\s,]+(?: [^\s,]+)*$/,
  summary: /^\S[^]{9,}$/,
  description: /^\S[^]{29,3999}$/,
  releaseNotes: /^\S[^]*$/,
};

/** Looks at a .nuspec. */
export function nuspecProblems(text: string): string[] {
  let doc: XmlDocument;
  try {
    doc = XmlDocument.fromString(text);
  } catch (error) {
    return [`nuspec: ${(error as Error).message.trim()}`];
  }
  try {
    const names = { n: NUSPEC_NAMESPACE };
    const problems: string[] = [];
    const found = new Map<string, string>();
    for (const node of doc.find("/n:package/n:metadata/*", names)) {
      const { name, content } = node as XmlElement;
      if (found.has(name)) problems.push(`nuspec: ${name} duas vezes`);
      found.set(name, content);
    }
    for (const [name, pattern] of Object.entries(NUSPEC)) {
      const value = found.get(name);
      if (value === undefined) problems.push(`nuspec: falta ${name}`);
      else if (!pattern.test(value)) problems.push(`nuspec: ${name} não serve: "${value}"`);
      found.delete(name);
    }
    for (const name of found.keys()) problems.push(`nuspec: ${name} não é conhecido`);
    const files = doc.find("/n:package/n:files/n:file/@src", names).map((node) => node.content);
    if (files.join() !== "tools\\**") {
      problems.push(`nuspec: files não é tools\\**: ${files.join()}`);
    }
    return problems;
  } finally {
    doc.dispose();
  }
}

type Rule = RegExp | readonly Rule[] | { readonly [key: string]: Rule };

const ID = /^[^.\s\\/:*?"<>|]{1,32}(?:\.[^.\s\\/:*?"<>|]{1,32}){1,7}$/;
const LOCALE = /^[a-zA-Z]{2,3}(?:-[a-zA-Z]{1,8})*$/;
const URL_RULE = /^https:\/\/.{1,2040}$/;
const text = (least: number, most: number) => new RegExp(`^[^]{${least},${most}}$`);
const common = (type: string) => ({
  PackageIdentifier: ID,
  PackageVersion: /^[^\\/:*?"<>|]{1,128}$/,
  ManifestType: new RegExp(`^${type}$`),
  ManifestVersion: /^1\.10\.0$/,
});

/** The fields that we use, as winget's schema 1.10.0 limits them; all of them are asked for, and no other. */
const WINGET: Readonly<Record<string, Rule>> = {
  version: { ...common("version"), DefaultLocale: LOCALE },
  installer: {
    ...common("installer"),
    Platform: [/^Windows\.(?:Desktop|Universal)$/],
    MinimumOSVersion: /^\d{1,5}(?:\.\d{1,5}){0,3}$/,
    InstallerType: /^zip$/,
    NestedInstallerType: /^portable$/,
    NestedInstallerFiles: [{
      // Below the zip, and never out of it.
      RelativeFilePath: /^(?!.*(?:^|\\)\.\.(?:\\|$))[^/:*?"<>|\\][^/:*?"<>|]{0,510}\.exe$/,
      PortableCommandAlias: text(1, 40),
    }],
    Installers: [{ Architecture: /^x64$/, InstallerUrl: URL_RULE, InstallerSha256: SHA256 }],
  },
  defaultLocale: {
    ...common("defaultLocale"),
    PackageLocale: LOCALE,
    Publisher: text(2, 256),
    PublisherUrl: URL_RULE,
    PackageName: text(2, 256),
    License: text(3, 512),
    LicenseUrl: URL_RULE,
    ShortDescription: text(3, 256),
    Description: text(3, 10_000),
    Moniker: text(1, 40),
    Tags: [text(1, 40)],
    ReleaseNotes: text(1, 10_000),
    InstallationNotes: text(1, 10_000),
  },
};

/** Looks at the three manifests together. */
export function wingetProblems(manifests: ReadonlyMap<string, Manifest>): string[] {
  const problems: string[] = [];
  const types = [...manifests.values()].map(({ ManifestType }) => String(ManifestType));
  for (const type of Object.keys(WINGET)) {
    if (types.filter((one) => one === type).length !== 1) problems.push(`winget: quero um ${type}`);
  }
  for (const field of ["PackageIdentifier", "PackageVersion"]) {
    const values = new Set([...manifests.values()].map((one) => one[field]));
    if (values.size > 1) problems.push(`winget: ${field} difere entre os arquivos`);
  }
  for (const [name, manifest] of manifests) {
    const rule = WINGET[String(manifest.ManifestType)];
    if (rule !== undefined) problems.push(...misfits(manifest, rule, name));
  }
  return problems;
}

function misfits(value: Yaml | undefined, rule: Rule, place: string): string[] {
  if (value === undefined) return [`winget: falta ${place}`];
  if (rule instanceof RegExp) {
    return typeof value === "string" && rule.test(value) ? [] : [`winget: ${place} não serve`];
  }
  if (Array.isArray(rule)) {
    if (!Array.isArray(value) || value.length === 0) return [`winget: ${place} não é uma lista`];
    const repeated = new Set(value.map((one) => JSON.stringify(one))).size < value.length;
    return [
      ...(repeated || value.length > 16 ? [`winget: ${place}: itens demais ou repetidos`] : []),
      ...value.flatMap((one, n) => misfits(one, rule[0]!, `${place}[${n}]`)),
    ];
  }
  if (typeof value !== "object" || Array.isArray(value)) return [`winget: ${place} não é um mapa`];
  const map = value as { readonly [key: string]: Yaml };
  const rules = rule as { readonly [key: string]: Rule };
  return [
    ...Object.keys(map).filter((key) => !Object.hasOwn(rules, key)).map((key) =>
      `winget: ${place}.${key} não é conhecido`
    ),
    ...Object.entries(rules).flatMap(([key, one]) => misfits(map[key], one, `${place}.${key}`)),
  ];
}

/** A script as Windows PowerShell 5.1 and Chocolatey take it. */
export function scriptProblems(name: string, script: string): string[] {
  return [
    ...(script.startsWith("\ufeff") ? [] : [`${name}: sem BOM do UTF-8`]),
    ...(/(?<!\r)\n/.test(script) ? [`${name}: linhas sem CRLF`] : []),
  ];
}
