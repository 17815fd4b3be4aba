/**
 * Giving back what the monitor does not need. The program is compiled with every permission, because Deno on Windows
 * asks for all of them at once for a UNC path; that holds for the folder process. The monitor itself touches only its
 * own files (configuration, ledger, log), the mail server, DPAPI and the event log, and starts the folder process.
 */

/** No code comes from a network address, whatever a defect may ask for. */
const NOT_NEEDED = ["import"] as const;

/**
 * Revokes for this process, for good, what is not needed; returns what was revoked. Does nothing when one of its own
 * files may lie on a share: a UNC path, or a drive other than the system's, which may be a mapped one.
 */
export function dropPermissions(
  ownFiles: readonly string[],
  windows: boolean = Deno.build.os === "windows",
  systemDrive: string = (windows ? Deno.env.get("SystemDrive") : undefined) ?? "C:",
): readonly string[] {
  const local = (file: string) => file.toUpperCase().startsWith(`${systemDrive.toUpperCase()}\\`);
  if (windows && !ownFiles.every(local)) return [];
  return NOT_NEEDED.filter((name) => {
    const { state } = Deno.permissions.revokeSync({ name } as Deno.PermissionDescriptor);
    return state !== "granted";
  });
}
