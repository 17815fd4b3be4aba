/**
 * DPAPI through Crypt32. Chosen by measuring over a `powershell.exe` child: 4 ms a call against the seconds that an engine
 * takes to start, and nothing passes through a pipe or an argument list.
 */
import { dataRefusedText } from "../../words/password.ts";

/** Ask nobody: there is no desktop in session 0. */
const UI_FORBIDDEN = 0x1;
/** Any account of this computer may decrypt; the file's ACL is the barrier. */
const LOCAL_MACHINE = 0x4;

const BLOB = 16;

/** Windows refused: another computer protected it, another entropy was used, or the bytes were changed. */
export class DpapiError extends Error {
  override name = "DpapiError";
}

/** Encrypts for this computer. Windows only. Throws {@link DpapiError}. */
export function protect(plain: Uint8Array, entropy: Uint8Array): Uint8Array {
  return call("CryptProtectData", plain, entropy, UI_FORBIDDEN | LOCAL_MACHINE);
}

/** The inverse of {@link protect}; also of .NET's `ProtectedData.Protect`. Windows only. Throws {@link DpapiError}. */
export function unprotect(sealed: Uint8Array, entropy: Uint8Array): Uint8Array {
  return call("CryptUnprotectData", sealed, entropy, UI_FORBIDDEN);
}

const SIGNATURE = {
  parameters: ["buffer", "pointer", "buffer", "pointer", "pointer", "u32", "buffer"],
  result: "i32",
} as const;

function call(
  name: "CryptProtectData" | "CryptUnprotectData",
  input: Uint8Array,
  entropy: Uint8Array,
  flags: number,
): Uint8Array {
  const crypt = Deno.dlopen("crypt32.dll", {
    CryptProtectData: SIGNATURE,
    CryptUnprotectData: SIGNATURE,
  });
  const kernel = Deno.dlopen("kernel32.dll", {
    LocalFree: { parameters: ["pointer"], result: "pointer" },
  });
  try {
    const source = new Uint8Array(input);
    const salt = new Uint8Array(entropy);
    const out = new Uint8Array(BLOB);
    const done = crypt.symbols[name](blob(source), null, blob(salt), null, null, flags, out);
    if (done === 0) throw new DpapiError(dataRefusedText(name));
    return take(out, kernel.symbols.LocalFree);
  } finally {
    crypt.close();
    kernel.close();
  }
}

/** A DATA_BLOB of 64-bit Windows: length, padding, address. `bytes` must stay alive during the call. */
function blob(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(BLOB));
  view.setUint32(0, bytes.length, true);
  view.setBigUint64(8, Deno.UnsafePointer.value(Deno.UnsafePointer.of(bytes)), true);
  return new Uint8Array(view.buffer);
}

/** Copies what Windows allocated, wipes it and gives it back. */
function take(
  out: Uint8Array<ArrayBuffer>,
  free: (pointer: Deno.PointerValue) => unknown,
): Uint8Array {
  const view = new DataView(out.buffer);
  const length = view.getUint32(0, true);
  const pointer = Deno.UnsafePointer.create(view.getBigUint64(8, true));
  if (pointer === null) return new Uint8Array();
  try {
    const theirs = new Uint8Array(Deno.UnsafePointerView.getArrayBuffer(pointer, length));
    const ours = theirs.slice();
    theirs.fill(0);
    return ours;
  } finally {
    free(pointer);
  }
}
