import { utf8 } from "../../draw/encoding.ts";
import type { JsonValue } from "../../log/canonical-json.ts";
import { canonicalJson } from "../../log/canonical-json.ts";
import { rowFields } from "../../season/commitments.ts";
import type { Sample } from "./sample-run.ts";

/** The files of the supervised room: docs/specification.md, section 15. */
export function roomFiles({
  policy,
  frozen,
  problem,
}: Pick<Sample, "policy" | "frozen" | "problem">): ReadonlyMap<string, Uint8Array> {
  const rows = frozen.map(({ row, secret }) => {
    const fields = rowFields(policy, row).map(({ name, value }) => [name, value]);
    return `${canonicalJson({ fields, pid: row.pid, secret })}\n`;
  });
  // Plain data, but its types are interfaces, which have no index signature.
  const plain = JSON.parse(JSON.stringify({ ...problem, lots: {} })) as JsonValue;
  return new Map([
    ["rows.jsonl", utf8(rows.join(""))],
    ["problem.json", utf8(`${canonicalJson(plain)}\n`)],
  ]);
}
