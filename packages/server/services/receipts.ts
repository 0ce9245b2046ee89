import { canonicalJson } from "@yangguang/core/log/canonical-json.ts";
import { checkpointOf } from "./published-log.ts";
import { formatProof } from "@yangguang/core/log/proof.ts";
import { inclusionFromTiles } from "@yangguang/core/log/tile-proofs.ts";
import type { ApplicationRow } from "../registry/applications.ts";
import { newestLoggedRow } from "../registry/log.ts";
import type { Services } from "./context.ts";

/**
 * The receipt of an application's newest version (docs/specification.md, section 5.3): its row
 * opened, and the proof that the log holds it, to be checked without this platform. Null until
 * the witnesses have cosigned it, which takes seconds.
 */
export async function receiptOf(
  services: Services,
  { id, pid }: ApplicationRow,
): Promise<string | null> {
  const row = await newestLoggedRow(services.db, id);
  const published = await checkpointOf(services);
  if (row === undefined || row.index === null || published === null) return null;
  const { size, note } = published;
  if (row.index >= size) return null;
  const { files } = services.publicLog;
  const path = await inclusionFromTiles(row.index, size, async (tile) => {
    const bytes = await files.read(tile);
    if (bytes === undefined) throw new Error(`the published log lacks ${tile}`);
    return bytes;
  });
  const secret = services.keys.rowSecret(row.run, pid, row.version);
  return canonicalJson({
    fields: row.fields.map((field) => [...field]),
    pid,
    proof: formatProof({ index: row.index, path, checkpoint: note }),
    run: row.run,
    secret: Buffer.from(secret).toString("hex"),
    v: 1,
  });
}
