import { bytesToUtf8, equalBytes } from "@noble/ciphers/utils.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** Bytes and their texts, strict both ways: one text for some bytes, and back. */

/**
 * Text as UTF-8, character by character as it stands.
 *
 * @throws on half a surrogate pair, which has no UTF-8.
 */
export function utf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new Error("the text holds half a surrogate pair");
  return utf8ToBytes(text);
}

/** The text of some UTF-8; undefined where the bytes are none, or begin with a byte order mark. */
export function textOf(bytes: Uint8Array): string | undefined {
  // Nearly all entries: one call instead of a decoder for each.
  if (bytes.length <= SHORT && isAscii(bytes)) {
    return Reflect.apply(String.fromCharCode, undefined, bytes);
  }
  const text = bytesToUtf8(bytes);
  // The decoder replaces what it cannot read; what it replaced does not come back the same.
  return equalBytes(utf8ToBytes(text), bytes) ? text : undefined;
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80) return false;
  return true;
}

/** More bytes than this are no arguments for one call. */
const SHORT = 4096;

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES: ReadonlyMap<string, number> = new Map(
  DIGITS.split("").map((digit, at) => [digit, at]),
);

/** Base64 of RFC 4648, section 4, padded. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = bytes.subarray(at, at + 3);
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    text += digit(bits >> 18) + digit(bits >> 12);
    text += second === undefined ? "=" : digit(bits >> 6);
    text += third === undefined ? "=" : digit(bits);
  }
  return text;
}

const digit = (bits: number): string => DIGITS.charAt(bits & 63);

/** Undefined unless the text is exactly the one that {@link toBase64} makes of some bytes. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const digits = text.replace(/={1,2}$/, "");
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let [bits, held, size] = [0, 0, 0];
  for (const character of digits) {
    const value = VALUES.get(character);
    if (value === undefined) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[size] = (bits >> held) & 0xff;
    size += 1;
  }
  return toBase64(bytes) === text ? bytes : undefined;
}

/** Eight bytes, big end first; 0 to 2^53 − 1. */
export function u64be(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`no size or time: ${value}`);
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(value / 2 ** 32));
  view.setUint32(4, value % 2 ** 32);
  return bytes;
}

/** Of eight bytes, big end first; undefined beyond 2^53 − 1. */
export function readU64be(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  const value = view.getUint32(0) * 2 ** 32 + view.getUint32(4);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** A decimal integer from 0 without leading zeros; undefined for other texts and beyond 2^53 − 1. */
export function readDecimal(text: string): number | undefined {
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

export { equalBytes };
