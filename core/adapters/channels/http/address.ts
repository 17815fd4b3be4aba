/** Addresses that messages go to: over the network protected, in the open only on this machine. */

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The address, or null when it is none that may be used: `https`, or `http` to this machine or where `open` allows it. */
export function usableAddress(text: string, open = false): URL | null {
  const url = URL.parse(text.trim());
  if (url === null || url.hostname === "") return null;
  if (url.protocol === "https:") return url;
  return url.protocol === "http:" && (open || LOOPBACK.test(url.hostname)) ? url : null;
}
