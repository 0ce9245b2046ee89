import type { Result } from "../domain/result.ts";
import { fail, ok } from "../domain/result.ts";
import { fromHex } from "../draw/encoding.ts";
import { rowCommitment } from "../draw/hashes.ts";
import { textOf, utf8 } from "../log/bytes.ts";
import { canonicalJson, parseCanonical } from "../log/canonical-json.ts";
import { entryText } from "../log/entries.ts";
import type { LogProof } from "../log/proof.ts";
import { parseProof } from "../log/proof.ts";
import { SHA256_TREE } from "../log/tree-hash.ts";
import { hasKeys, isObject } from "./read-json.ts";
import type { OpenedRow } from "./room.ts";
import { readOpenedRow } from "./room.ts";

/** A family's receipt (docs/specification.md, section 5.3): its row opened, and its proof. */
export interface Receipt extends OpenedRow {
  readonly run: string;
  readonly proof: LogProof;
  /** C2SP tlog-proof, as it stands in the receipt. */
  readonly proofText: string;
}

/** Reads a receipt's file; a line end after it is no harm. */
export function readReceipt(bytes: Uint8Array): Result<Receipt> {
  const text = textOf(bytes);
  const json = parseCanonical(text?.endsWith("\n") === true ? text.slice(0, -1) : (text ?? ""));
  if (!json.ok) return json;
  const { value } = json;
  const keys = ["fields", "pid", "proof", "run", "secret", "v"];
  if (isObject(value) && hasKeys(value, keys) && value["v"] === 1) {
    const { run, proof: proofText } = value;
    const row = readOpenedRow(value);
    if (row !== undefined && typeof run === "string" && typeof proofText === "string") {
      const proof = parseProof(proofText);
      return proof.ok ? ok({ ...row, run, proof: proof.value, proofText }) : proof;
    }
  }
  return fail(
    "receipt.form",
    "不是完整的回执：请使用原文件，不要修改。",
    "This is no whole receipt. Use the original file, unchanged.",
  );
}

/** The receipt's text. */
export const receiptText = ({
  fields,
  pid,
  secret,
  run,
  proofText,
}: Omit<Receipt, "proof">): string =>
  canonicalJson({
    fields: fields.map(([name, value]) => [name, value]),
    pid,
    proof: proofText,
    run,
    secret,
    v: 1,
  });

/** ROW of what the receipt shows. */
export const rowOfReceipt = ({ run, pid, fields, secret }: Omit<Receipt, "proof" | "proofText">) =>
  rowCommitment(
    run,
    pid,
    fields.map(([name, value]) => ({ name, value })),
    fromHex(secret, 32),
  );

/** The leaf's hash of the entry that must be in the log. */
export const leafOfReceipt = (run: string, row: string): Uint8Array =>
  SHA256_TREE.leaf(utf8(entryText({ t: "app", run, c: row })));
