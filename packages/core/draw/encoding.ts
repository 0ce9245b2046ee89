import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

/** A part of an encoded message: text as UTF-8 in normal form C, or bytes as they are. */
export type Part = string | Uint8Array;

/**
 * Text as UTF-8, character by character as it stands. Core has no TextEncoder: that is not ES.
 *
 * @throws on half a surrogate pair, which is no character and has no UTF-8.
 */
export function utf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new Error("the text holds half a surrogate pair");
  const bytes = new Uint8Array(text.length * 3);
  let size = 0;
  for (let index = 0; index < text.length; index += 1) {
    const point = text.codePointAt(index) ?? 0;
    if (point < 0x80) {
      bytes[size] = point;
      size += 1;
      continue;
    }
    const tail = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    if (tail === 3) index += 1;
    bytes[size] = (LEAD[tail] ?? 0) | (point >> (6 * tail));
    for (let rest = tail - 1; rest >= 0; rest -= 1) {
      size += 1;
      bytes[size] = 0x80 | ((point >> (6 * rest)) & 0x3f);
    }
    size += 1;
  }
  return bytes.slice(0, size);
}

/** The first byte's mark by the number of bytes that follow it. */
const LEAD = [0, 0xc0, 0xe0, 0xf0] as const;

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
  const pieces = parts.map(bytesOf);
  const size = pieces.reduce((sum, piece) => sum + 4 + piece.length, 4 + tagBytes.length);
  const message = new Uint8Array(size);
  let at = 0;
  const put = (bytes: Uint8Array): void => {
    message.set(bytes, at);
    at += bytes.length;
  };
  put(u16be(tagBytes.length));
  put(tagBytes);
  put(u16be(pieces.length));
  for (const piece of pieces) {
    put(u32be(piece.length));
    put(piece);
  }
  return message;
}

/** TH of docs/specification.md: SHA-256 of the encoded message; 32 bytes. */
export const tagHash = (tag: string, ...parts: readonly Part[]): Uint8Array =>
  sha256(encode(tag, ...parts));

/** MAC of docs/specification.md: HMAC-SHA-256 of the encoded message; 32 bytes. */
export type Mac = (tag: string, ...parts: readonly Part[]) => Uint8Array;

/** MAC under one key, whose own blocks are hashed once and not once a message. */
export function macUnder(key: Uint8Array): Mac {
  const keyed = hmac.create(sha256, key);
  return (tag, ...parts) =>
    keyed
      .clone()
      .update(encode(tag, ...parts))
      .digest();
}

export const toHex = bytesToHex;

/** @throws unless the text is exactly `size` bytes in lower-case hex. */
export function fromHex(hex: string, size: number): Uint8Array {
  if (hex.length !== 2 * size || /[^0-9a-f]/.test(hex)) {
    throw new Error(`not ${size} bytes in lower-case hex: "${hex.slice(0, 80)}"`);
  }
  return hexToBytes(hex);
}

/** A pid or the id of a family group. */
export const pidBytes = (pid: string): Uint8Array => fromHex(pid, 16);

/** A hash, a lot or a contributor's secret. */
export const hashBytes = (hash: string): Uint8Array => fromHex(hash, 32);
