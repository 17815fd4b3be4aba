/** Whether the Windows that the tests run on is played by Wine: its drive Z: is the root of another system. */
export const UNDER_WINE = Deno.build.os === "windows" && (() => {
  try {
    return Deno.statSync("Z:\\proc\\version").isFile;
  } catch {
    return false;
  }
})();
