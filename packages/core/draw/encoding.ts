import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";

/** A part of an encoded message: text as UTF-8 in normal form C, or bytes as they are. */
export type Part = string | Uint8Array;

/** Text as UTF-8, character by character as it stands. Core has no TextEncoder: that is not ES. */
export function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text);
  const bytes: number[] = [];
  for (let index = 0; index < escaped.length; index += 1) {
    if (escaped[index] === "%") {
      bytes.push(Number.parseInt(escaped.slice(index + 1, index + 3), 16));
      index += 2;
    } else {
      bytes.push(escaped.charCodeAt(index));
    }
  }
  return Uint8Array.from(bytes);
}

export const bytesOf = (part: Part): Uint8Array =>
  typeof part === "string" ? utf8(part.normalize("NFC")) : part;

/** Two bytes, big end first; 0 to 65,535. */
export function u16be(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 0xffff) {
    throw new Error(`${value} does not fit two bytes`);
  }
  return Uint8Array.of(value >> 8, value & 0xff);
}

/** Four bytes, big end first; 0 to 4,294,967,295. */
export function u32be(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
    throw new Error(`${value} does not fit four bytes`);
  }
  return Uint8Array.of(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

/** ENC of docs/specification.md: no two different messages have the same bytes. */
export function encode(tag: string, ...parts: readonly Part[]): Uint8Array {
  const tagBytes = bytesOf(tag);
  const pieces = parts.flatMap((part) => {
    const bytes = bytesOf(part);
    return [u32be(bytes.length), bytes];
  });
  return concatBytes(u16be(tagBytes.length), tagBytes, u16be(parts.length), ...pieces);
}

/** TH of docs/specification.md: SHA-256 of the encoded message; 32 bytes. */
export const tagHash = (tag: string, ...parts: readonly Part[]): Uint8Array =>
  sha256(encode(tag, ...parts));

/** MAC of docs/specification.md: HMAC-SHA-256 of the encoded message; 32 bytes. */
export const tagMac = (key: Uint8Array, tag: string, ...parts: readonly Part[]): Uint8Array =>
  hmac(sha256, key, encode(tag, ...parts));

export const toHex = bytesToHex;
export const fromHex = hexToBytes;
