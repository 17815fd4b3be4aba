/** Text of old files: code page 850, and lines that somebody saved again as UTF-8. */

/** Code page 850, bytes 0x80 to 0xFF (`TextDecoder` does not know it). */
const CP850 = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤" +
  "ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0";

/**
 * True when the bytes look like code page 850: letters at 0x80-0xA5, where windows-1252 has only symbols.
 * Windows-1252 names have their letters from 0xC0 on.
 */
export function highCp850(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte >= 0x80 && byte <= 0xa5) return true;
  }
  return false;
}

/** Decodes bytes as code page 850; control characters become blanks. */
export function cp850(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    text += byte >= 0x80 ? CP850[byte - 0x80]! : byte < 32 ? " " : String.fromCharCode(byte);
  }
  return text;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The line as UTF-8 text when it is valid UTF-8 and has characters of more than one byte, else null. */
export function multibyteUtf8(bytes: Uint8Array): string | null {
  try {
    const text = utf8.decode(bytes);
    return text.length < bytes.length ? text : null;
  } catch {
    return null;
  }
}
