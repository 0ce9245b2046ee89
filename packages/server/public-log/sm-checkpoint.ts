import type { KeyObject } from "node:crypto";
import { utf8 } from "@yangguang/core/log/bytes.ts";
import { GrowingTree } from "@yangguang/core/log/tree.ts";
import { entriesOfLeaves } from "../registry/log-tree.ts";
import type { LogFiles } from "../services/context.ts";
import type { AlsoShow } from "../services/publish-log.ts";
import { signSmCheckpoint, SM3_TREE, sm2PublicPem } from "./sm.ts";

/** Entries fetched at once. */
const BATCH = 2000;

export const SM_CHECKPOINT = "checkpoint-sm";
export const SM_KEY = "checkpoint-sm.pem";

/**
 * Keeps `checkpoint-sm` beside each published checkpoint: the same entries under an SM3 tree, signed
 * with SM2. The tree is computed anew at each start, and grows from then on.
 *
 * @param origin the log's name.
 */
export function smCheckpoint(origin: string, key: KeyObject, files: LogFiles): AlsoShow {
  let tree = new GrowingTree(SM3_TREE);
  let keyShown = false;
  return async (db, size) => {
    // Another server may have published less than we had counted.
    if (tree.size > size) tree = new GrowingTree(SM3_TREE);
    while (tree.size < size) {
      const entries = await entriesOfLeaves(db, tree.size, Math.min(tree.size + BATCH, size));
      if (entries.length === 0) throw new Error(`the database has no leaf ${tree.size}`);
      for (const entry of entries) tree.append(SM3_TREE.leaf(utf8(entry)));
    }
    if (!keyShown) await files.write(SM_KEY, utf8(sm2PublicPem(key)));
    keyShown = true;
    const note = signSmCheckpoint({ origin, size, root: tree.root() }, key);
    await files.write(SM_CHECKPOINT, utf8(note));
  };
}
