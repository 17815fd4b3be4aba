/** Owner and rights of files, and who runs this process, by Windows (advapi32). */

const POINTER = "pointer";
const ADVAPI = {
  GetNamedSecurityInfoW: {
    parameters: ["buffer", "u32", "u32", POINTER, POINTER, POINTER, POINTER, "buffer"],
    result: "u32",
  },
  ConvertSecurityDescriptorToStringSecurityDescriptorW: {
    parameters: [POINTER, "u32", "u32", "buffer", POINTER],
    result: "i32",
  },
  ConvertSidToStringSidW: { parameters: [POINTER, "buffer"], result: "i32" },
  OpenProcessToken: { parameters: [POINTER, "u32", "buffer"], result: "i32" },
  GetTokenInformation: {
    parameters: [POINTER, "u32", "buffer", "u32", "buffer"],
    result: "i32",
  },
} as const;
const KERNEL = {
  GetCurrentProcess: { parameters: [], result: POINTER },
  CloseHandle: { parameters: [POINTER], result: "i32" },
  LocalFree: { parameters: [POINTER], result: POINTER },
} as const;

const FILE_OBJECT = 1;
const OWNER_AND_DACL = 0x1 | 0x4;
const TOKEN_QUERY = 0x8;
const TOKEN_USER = 1;
const TOKEN_ELEVATION = 20;

/** Windows did not answer; the message names the call and the error number, where there is one. */
export class AccessError extends Error {
  override name = "AccessError";
}

/** Whoever runs this process. */
export interface Runner {
  readonly sid: string;
  /** SYSTEM, or an administrator with all rights. */
  readonly elevated: boolean;
}

/** Owner and DACL of a file or folder in SDDL. Windows only. Throws {@link AccessError}. */
export function readSddl(path: string): string {
  return withLibraries((advapi, kernel) => {
    const descriptor = new BigUint64Array(1);
    const name = Uint16Array.from(`${path}\0`, (c) => c.charCodeAt(0));
    const code = advapi.GetNamedSecurityInfoW(
      name,
      FILE_OBJECT,
      OWNER_AND_DACL,
      ...[null, null, null, null] as const,
      descriptor,
    );
    if (code !== 0) throw new AccessError(`GetNamedSecurityInfoW: ${code}`);
    const held = Deno.UnsafePointer.create(descriptor[0]!);
    try {
      const out = new BigUint64Array(1);
      const done = advapi.ConvertSecurityDescriptorToStringSecurityDescriptorW(
        held,
        1,
        OWNER_AND_DACL,
        out,
        null,
      );
      return takeText("ConvertSecurityDescriptor", done, out, kernel);
    } finally {
      kernel.LocalFree(held);
    }
  });
}

/** Windows only. Throws {@link AccessError}. */
export function whoRuns(): Runner {
  return withLibraries((advapi, kernel) => {
    const token = new BigUint64Array(1);
    if (advapi.OpenProcessToken(kernel.GetCurrentProcess(), TOKEN_QUERY, token) === 0) {
      throw new AccessError("OpenProcessToken");
    }
    const handle = Deno.UnsafePointer.create(token[0]!);
    try {
      const ask = (what: number): BigUint64Array<ArrayBuffer> => {
        const answer = new BigUint64Array(32);
        const size = new Uint32Array(1);
        if (advapi.GetTokenInformation(handle, what, answer, answer.byteLength, size) === 0) {
          throw new AccessError(`GetTokenInformation ${what}`);
        }
        return answer;
      };
      const elevated = new Uint32Array(ask(TOKEN_ELEVATION).buffer)[0] !== 0;
      // TOKEN_USER begins with the address of the SID, which lies behind it in the same memory.
      const user = ask(TOKEN_USER);
      const out = new BigUint64Array(1);
      const done = advapi.ConvertSidToStringSidW(Deno.UnsafePointer.create(user[0]!), out);
      return { sid: takeText("ConvertSidToStringSidW", done, out, kernel), elevated };
    } finally {
      kernel.CloseHandle(handle);
    }
  });
}

type Kernel = Deno.DynamicLibrary<typeof KERNEL>["symbols"];

/** A text that Windows allocated: copied, and given back. */
function takeText(
  call: string,
  done: number,
  out: BigUint64Array<ArrayBuffer>,
  kernel: Kernel,
): string {
  const pointer = Deno.UnsafePointer.create(out[0]!);
  if (done === 0 || pointer === null) throw new AccessError(call);
  try {
    const view = new Deno.UnsafePointerView(pointer);
    let text = "";
    for (let at = 0;; at += 2) {
      const unit = view.getUint16(at);
      if (unit === 0) return text;
      text += String.fromCharCode(unit);
    }
  } finally {
    kernel.LocalFree(pointer);
  }
}

function withLibraries<T>(
  work: (advapi: Deno.DynamicLibrary<typeof ADVAPI>["symbols"], kernel: Kernel) => T,
): T {
  const advapi = Deno.dlopen("advapi32.dll", ADVAPI);
  try {
    const kernel = Deno.dlopen("kernel32.dll", KERNEL);
    try {
      return work(advapi.symbols, kernel.symbols);
    } finally {
      kernel.close();
    }
  } finally {
    advapi.close();
  }
}
