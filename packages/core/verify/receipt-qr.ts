import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import type { Result } from "../domain/result.ts";
import { fail, ok } from "../domain/result.ts";
import { fromHex } from "../draw/encoding.ts";
import { textOf, utf8 } from "../log/bytes.ts";
import { formatCheckpoint, parseSignedCheckpoint } from "../log/checkpoint.ts";
import type { NoteSignature } from "../log/note.ts";
import { formatNote } from "../log/note.ts";
import { formatProof } from "../log/proof.ts";
import { fromBase45, toBase45 } from "./base45.ts";
import type { Receipt } from "./receipt.ts";
import { readReceipt, receiptText } from "./receipt.ts";

/**
 * A receipt as the text of one QR code, in its alphanumeric mode: a mark, then base45 (RFC 9285) of
 * the receipt's parts as bytes. Reading gives the very file back.
 */
const MARK = "YG1:";

/** Longer ones fit no QR code that a cheap telephone still reads. */
export const LONGEST_QR_TEXT = 2900;

/** Names that need one byte; the place in this list is part of the form and never changes. */
const NAMES = ["version", "status", "category", "zone", "points", "redistribution", "lot-group"];
const PREFIXES = ["choice.", "item.", "fact."];
const OTHER_NAME = NAMES.length + PREFIXES.length;

class Packer {
  readonly #parts: Uint8Array[] = [];

  raw(bytes: Uint8Array): void {
    this.#parts.push(bytes);
  }

  /** Seven bits a byte, the lowest first; all but the last have the eighth set. */
  number(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.raw(Uint8Array.of(128 + (rest % 128)));
    this.raw(Uint8Array.of(rest));
  }

  sized(bytes: Uint8Array): void {
    this.number(bytes.length);
    this.raw(bytes);
  }

  text(text: string): void {
    this.sized(utf8(text));
  }

  get bytes(): Uint8Array {
    return concatBytes(...this.#parts);
  }
}

class Unpacker {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  raw(size: number): Uint8Array {
    if (this.#at + size > this.#bytes.length) throw new Error("too short");
    this.#at += size;
    return this.#bytes.slice(this.#at - size, this.#at);
  }

  number(): number {
    let [value, unit] = [0, 1];
    for (;;) {
      const [byte = 0] = this.raw(1);
      value += (byte % 128) * unit;
      if (byte < 128) break;
      unit *= 128;
    }
    if (!Number.isSafeInteger(value)) throw new Error("no safe integer");
    return value;
  }

  sized(): Uint8Array {
    return this.raw(this.number());
  }

  text(): string {
    const text = textOf(this.sized());
    if (text === undefined) throw new Error("no UTF-8");
    return text;
  }

  get isEmpty(): boolean {
    return this.#at === this.#bytes.length;
  }
}

/** The text for the QR code, from the receipt's file. */
export function receiptQrText(file: Uint8Array): Result<string> {
  const receipt = readReceipt(file);
  if (!receipt.ok) return receipt;
  const packed = pack(receipt.value);
  const text = packed === undefined ? undefined : MARK + toBase45(packed);
  // Whatever the short form cannot hold is not put into it: nobody must get another receipt back.
  const again = text === undefined ? undefined : parseReceiptQr(text);
  if (text === undefined || again?.ok !== true || again.value !== receiptText(receipt.value)) {
    return fail(
      "receipt.qr",
      "这份回执无法放入二维码，请保存文件。",
      "This receipt cannot be put into a QR code. Keep the file.",
    );
  }
  if (text.length <= LONGEST_QR_TEXT) return ok(text);
  return fail(
    "receipt.qr-long",
    `这份回执有${text.length}个字符，放不进一个二维码，请保存文件。`,
    `This receipt has ${text.length} characters, too many for one QR code. Keep the file.`,
  );
}

function pack(receipt: Receipt): Uint8Array | undefined {
  const { run, pid, secret, fields, proof } = receipt;
  const signed = parseSignedCheckpoint(proof.checkpoint);
  if (!signed.ok) return undefined;
  const { checkpoint, note } = signed.value;
  const to = new Packer();
  to.text(run);
  to.raw(fromHex(pid, 16));
  to.raw(fromHex(secret, 32));
  to.number(fields.length);
  for (const [name, value] of fields) packField(to, name, value);
  to.number(proof.index);
  to.number(checkpoint.size);
  to.number(proof.path.length);
  for (const hash of proof.path) to.raw(hash);
  to.raw(checkpoint.root);
  to.text(checkpoint.origin);
  to.number(note.signatures.length);
  for (const { name, keyId, signature } of note.signatures) {
    to.text(name === checkpoint.origin ? "" : name);
    to.raw(hexToBytes(keyId));
    to.sized(signature);
  }
  return to.bytes;
}

function packField(to: Packer, name: string, value: string): void {
  const known = NAMES.indexOf(name);
  const prefix = PREFIXES.findIndex((each) => name.startsWith(each));
  if (known !== -1) {
    to.number(known);
  } else if (prefix === -1) {
    to.number(OTHER_NAME);
    to.text(name);
  } else {
    to.number(NAMES.length + prefix);
    to.text(name.slice(PREFIXES[prefix]?.length));
  }
  to.text(value);
}

function unpackField(from: Unpacker): readonly [string, string] {
  const at = from.number();
  if (at > OTHER_NAME) throw new Error("no such name");
  const name = NAMES[at] ?? (PREFIXES[at - NAMES.length] ?? "") + from.text();
  return [name, from.text()];
}

const repeat = <Item>(times: number, make: () => Item): Item[] => {
  const items: Item[] = [];
  for (let at = 0; at < times; at += 1) items.push(make());
  return items;
};

/** The receipt's file, as text, from what a QR code held. */
export function parseReceiptQr(text: string): Result<string> {
  try {
    const bytes = text.startsWith(MARK) ? fromBase45(text.slice(MARK.length)) : undefined;
    const receipt = bytes === undefined ? undefined : unpack(new Unpacker(bytes));
    if (receipt !== undefined) return ok(receipt);
  } catch {
    // Too short, or not what is expected: refused below.
  }
  return fail(
    "receipt.qr-form",
    "二维码中不是完整的回执，请重新扫描。",
    "The QR code holds no whole receipt. Scan it again.",
  );
}

function unpack(from: Unpacker): string | undefined {
  const run = from.text();
  const [pid, secret] = [bytesToHex(from.raw(16)), bytesToHex(from.raw(32))];
  const fields = repeat(from.number(), () => unpackField(from));
  const [index, size] = [from.number(), from.number()];
  const path = repeat(from.number(), () => from.raw(32));
  const root = from.raw(32);
  const origin = from.text();
  const signatures = repeat(from.number(), (): NoteSignature => {
    const name = from.text();
    const keyId = bytesToHex(from.raw(4));
    return { name: name === "" ? origin : name, keyId, signature: from.sized() };
  });
  if (!from.isEmpty) return undefined;
  const checkpoint = formatNote({ text: formatCheckpoint({ origin, size, root }), signatures });
  return receiptText({
    run,
    pid,
    secret,
    fields,
    proofText: formatProof({ index, path, checkpoint }),
  });
}
