import { textOf, utf8 } from "../../log/bytes.ts";
import { entryText } from "../../log/entries.ts";
import { formatProof } from "../../log/proof.ts";
import { inclusionFromTiles } from "../../log/tile-proofs.ts";
import { rowFields } from "../../season/commitments.ts";
import { receiptText } from "../receipt.ts";
import type { Sample } from "./sample-run.ts";

/** A child's receipt for one of its versions (from 1; the last where absent), as a file. */
export async function receiptOf(
  { run, policy, children, steps, files }: Sample,
  pid: string,
  version?: number,
): Promise<Uint8Array> {
  const versions = children.find((child) => child.pid === pid)?.versions ?? [];
  const chosen = version === undefined ? versions.at(-1) : versions[version - 1];
  if (chosen === undefined) throw new Error(`no version ${version} of ${pid}`);
  const text = entryText({ t: "app", run, c: chosen.row });
  const index = steps.findIndex(
    ({ entry }) => !(entry instanceof Uint8Array) && entryText(entry) === text,
  );
  const read = (path: string): Uint8Array => {
    const bytes = files.get(path);
    if (bytes === undefined) throw new Error(`no file ${path}`);
    return bytes;
  };
  const path = await inclusionFromTiles(index, steps.length, (tile) => read(`log/${tile}`));
  const checkpoint = textOf(read("log/checkpoint")) ?? "";
  const fields = rowFields(policy, chosen.content).map(({ name, value }) => [name, value] as const);
  const proofText = formatProof({ index, path, checkpoint });
  return utf8(receiptText({ fields, pid, secret: chosen.secret, run, proofText }));
}
