import { describe, expect, it } from "vitest";
import { fromBase64 } from "./bytes.ts";
import { formatVkey, keyOfSecret, noteKey, parseVkey } from "./note-key.ts";
import { checkSignature, formatNote, isBy, parseNote, signNote } from "./note.ts";

/** The key and the note of the tests of golang.org/x/mod/sumdb/note. */
const VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const SECRET = fromBase64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")?.slice(1);
const TEXT =
  "If you think cryptography is the answer to your problem,\n" +
  "then you don't know what your problem is.\n";
const LINE =
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const NOTE = `${TEXT}\n${LINE}`;

describe("verification keys", () => {
  it.each([
    VKEY,
    "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM",
  ])("%s has the id of its name and bytes", (vkey) => {
    const key = parseVkey(vkey);
    expect(key.ok && formatVkey(key.value)).toBe(vkey);
  });

  it("come from secret keys", () => {
    const key = keyOfSecret("PeterNeumann", "log", SECRET ?? new Uint8Array());
    expect(formatVkey(key)).toBe(VKEY);
    expect(formatVkey({ ...key, ...noteKey("PeterNeumann", "witness", key.publicKey) })).not.toBe(
      VKEY,
    );
  });

  it("are whole: the manglings of Go's tests", () => {
    for (let from = 0; from <= VKEY.length; from += 1) {
      for (let to = from + 1; to <= VKEY.length; to += 1) {
        expect(parseVkey(VKEY.slice(from, to)).ok).toBe(from === 0 && to === VKEY.length);
      }
    }
    for (let at = 0; at < VKEY.length; at += 1) {
      const next = String.fromCharCode(VKEY.charCodeAt(at) + 1);
      expect(parseVkey(VKEY.slice(0, at) + next + VKEY.slice(at + 1)).ok).toBe(false);
    }
    for (const wrong of [
      "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
      "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
      `${VKEY}\n`,
    ]) {
      expect(parseVkey(wrong).ok).toBe(false);
    }
  });

  it.each(["", "a b", "a+b", "a\nb", "a\u3000b", "a\0b", "\ud800"])("have no name %j", (name) => {
    expect(() => noteKey(name, "log", new Uint8Array(32))).toThrow("no name of a key");
  });
});

describe("notes", () => {
  const key = parseVkey(VKEY);
  if (!key.ok || SECRET === undefined) throw new Error("the known key is not read");

  it("are read and written", () => {
    const note = parseNote(NOTE);
    if (!note.ok) throw new Error(note.error.code);
    expect(note.value.text).toBe(TEXT);
    expect(formatNote(note.value)).toBe(NOTE);
    const [signature] = note.value.signatures;
    expect(signature && isBy(signature, key.value)).toBe(true);
    expect(signature && checkSignature(TEXT, signature, key.value).holds).toBe(true);
    expect(signature && checkSignature(`${TEXT}\n`, signature, key.value).holds).toBe(false);
  });

  it("are signed to the byte as Go signs them", () => {
    const signature = signNote(TEXT, "PeterNeumann", SECRET);
    expect(formatNote({ text: TEXT, signatures: [signature] })).toBe(NOTE);
  });

  it("may hold empty lines: the last one ends the text", () => {
    const note = parseNote(`a\n\nb\n\n${LINE}${LINE}`);
    expect(note.ok && [note.value.text, note.value.signatures.length]).toEqual(["a\n\nb\n", 2]);
  });

  it("break with every bit of the signature", () => {
    const bytes = fromBase64(LINE.slice("— PeterNeumann ".length, -1))?.slice(4);
    for (let bit = 0; bit < 512; bit += 1) {
      const signature = bytes?.map((byte, at) =>
        at === Math.floor(bit / 8) ? byte ^ (1 << (bit % 8)) : byte,
      );
      const one = { name: "PeterNeumann", keyId: "c74f20a3", signature: signature ?? SECRET };
      expect(checkSignature(TEXT, one, key.value).holds).toBe(false);
    }
  });

  it.each([
    ["no signature", `${TEXT}\n`],
    ["no empty line", `${TEXT}${LINE}`],
    ["no line end", NOTE.slice(0, -1)],
    ["a carriage return", NOTE.replace("\n", "\r\n")],
    ["a tab", NOTE.replace(" ", "\t")],
    ["half a surrogate pair", `\ud800${NOTE}`],
    ["a hyphen for the dash", NOTE.replace("—", "-")],
    ["two spaces", NOTE.replace("— ", "—  ")],
    ["something after the signature", NOTE.replace("AM=\n", "AM= x\n")],
    ["broken base64", NOTE.replace("AM=", "AM")],
    ["base64 with bits left over", NOTE.replace("AM=", "AN=")],
    ["a signature of no bytes", `${TEXT}\n— PeterNeumann x08gow==\n`],
    ["a name with a plus", NOTE.replace("PeterN", "Peter+N")],
    ["more signatures than anybody needs", `${TEXT}\n${LINE.repeat(101)}`],
    ["nothing", ""],
  ])("have not %s", (_, text) => {
    const note = parseNote(text);
    expect(note.ok ? note.value : note.error.code).toBe("log.note");
  });

  it("have up to 100 signatures", () => {
    expect(parseNote(`${TEXT}\n${LINE.repeat(100)}`).ok).toBe(true);
  });
});
