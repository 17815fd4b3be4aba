/** Name and version of the program in the properties of the .exe. */
import * as ResEdit from "resedit";

const BRAZIL = 1046;
const UNICODE = 1200;

/** What the Details page of the file shows. */
export interface Stamp {
  /** `1.2.3`. */
  readonly version: string;
  readonly name: string;
  readonly description: string;
}

/** The resource in which `deno compile` keeps the modules. */
const MODULES = "D3N0L4ND";

/**
 * The compiled executable with a version resource; every other resource stays, the modules byte for byte.
 * Throws when the file is no .exe, or when its modules would not be found again.
 */
export function stampExecutable(
  exe: Uint8Array<ArrayBuffer>,
  stamp: Stamp,
): Uint8Array<ArrayBuffer> {
  const image = ResEdit.NtExecutable.from(exe, { ignoreCert: true });
  const resources = ResEdit.NtExecutableResource.from(image);
  const info = ResEdit.Resource.VersionInfo.createEmpty();
  info.lang = BRAZIL;
  const [major = 0, minor = 0, patch = 0] = stamp.version.split(/[.+-]/).map(Number);
  info.setFileVersion(major, minor, patch, 0, BRAZIL);
  info.setProductVersion(major, minor, patch, 0, BRAZIL);
  info.setStringValues({ lang: BRAZIL, codepage: UNICODE }, {
    ProductName: stamp.name,
    FileDescription: stamp.description,
    InternalName: stamp.name,
    OriginalFilename: `${stamp.name}.exe`,
    FileVersion: stamp.version,
    ProductVersion: stamp.version,
    LegalCopyright: "Licença MIT",
  });
  info.outputToResourceEntries(resources.entries);
  resources.outputResource(image);
  const result = new Uint8Array(image.generate());
  const [before, after] = [modulesOf(exe), modulesOf(result)];
  if (before === null || after === null || !before.every((byte, i) => byte === after[i])) {
    throw new Error("os módulos não ficaram inteiros ao gravar a versão");
  }
  return result;
}

/** The bytes of the modules, or null when there are none. */
export function modulesOf(exe: Uint8Array<ArrayBuffer>): Uint8Array | null {
  const image = ResEdit.NtExecutable.from(exe, { ignoreCert: true });
  const { entries } = ResEdit.NtExecutableResource.from(image);
  const found = entries.find((entry) => entry.id === MODULES);
  return found === undefined ? null : new Uint8Array(found.bin);
}

/** What {@link stampExecutable} wrote, or null when the file says nothing of a product. */
export function readStamp(exe: Uint8Array<ArrayBuffer>): Stamp | null {
  const image = ResEdit.NtExecutable.from(exe, { ignoreCert: true });
  const { entries } = ResEdit.NtExecutableResource.from(image);
  for (const info of ResEdit.Resource.VersionInfo.fromEntries(entries)) {
    for (const language of info.getAllLanguagesForStringValues()) {
      const values = info.getStringValues(language);
      const { ProductVersion: version, ProductName: name, FileDescription: description } = values;
      if (version && name && description) return { version, name, description };
    }
  }
  return null;
}
