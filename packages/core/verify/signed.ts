import type { SignedEntry } from "../draw/contributor-keys.ts";
import { isSignedBy } from "../draw/contributor-keys.ts";
import type { EntryOf } from "../log/entries.ts";
import type { Material } from "./material.ts";
import type { Fault } from "./report.ts";
import { fault } from "./report.ts";

/** Nothing where an entry is signed by the contributor that it names, for this freeze. */
export function signatureFaults(
  material: Material,
  freeze: EntryOf<"freeze">,
  entry: SignedEntry,
): readonly Fault[] {
  const { key } = material.all("contributor").find(({ id }) => id === entry.id) ?? {};
  if (key !== undefined && isSignedBy(freeze.freeze, entry, key)) return [];
  return [
    fault(
      key ?? "-",
      entry.sig,
      `“${entry.t}”条目不是“${entry.id}”签的。`,
      `A “${entry.t}” entry is not signed by “${entry.id}”.`,
    ),
  ];
}

/** The commitment of a contributor that counts: its last. */
export const lastCommit = (material: Material, id: string): EntryOf<"commit"> | undefined =>
  material.all("commit").findLast((entry) => entry.id === id);
