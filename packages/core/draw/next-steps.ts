import type { EntryType } from "../log/entries.ts";
import type { CeremonyState } from "./ceremony-state.ts";
import {
  commitOf,
  judgementOf,
  keysOf,
  openedSharesOf,
  recoveredSecretOf,
  secretOf,
  theOnly,
} from "./ceremony-state.ts";

/** An entry that is awaited. */
export interface NextStep {
  readonly t: EntryType;
  /** The contributors from whom; empty where it is the authority's step. */
  readonly from: readonly string[];
  /** Whose secret is to be rebuilt, where the step is about that. */
  readonly of?: string;
}

/**
 * What the ceremony waits for. Empty once it is announced or voided. Shares of a contributor that
 * has not revealed are among it: the authority calls somebody absent, not the ceremony.
 */
export function nextSteps(state: CeremonyState): readonly NextStep[] {
  if (theOnly(state, "void") !== undefined || theOnly(state, "announce") !== undefined) return [];
  if (theOnly(state, "open") === undefined) return [{ t: "open", from: [] }];
  if (theOnly(state, "freeze") === undefined) {
    const missing = state.plan.contributors.filter((id) => keysOf(state, id) === undefined);
    return [missing.length > 0 ? { t: "contributor", from: missing } : { t: "freeze", from: [] }];
  }
  if (theOnly(state, "cset") === undefined) return stepsToCommitSet(state);
  if (theOnly(state, "dice") === undefined) return [{ t: "dice", from: [] }];
  if (theOnly(state, "seed") === undefined) return stepsToSeed(state);
  const outcome = theOnly(state, "outcome");
  return [{ t: outcome === undefined ? "outcome" : "announce", from: [] }];
}

function stepsToCommitSet(state: CeremonyState): readonly NextStep[] {
  const { contributors } = state.plan;
  const others = (id: string): readonly string[] => contributors.filter((other) => other !== id);
  // Whoever dealt a share that its receiver could not use deals anew.
  const dealers = contributors.filter(
    (id) =>
      commitOf(state, id) === undefined ||
      others(id).some((other) => judgementOf(state, other, id) === 0),
  );
  const judges = contributors.filter((id) =>
    others(id).some(
      (dealer) => !dealers.includes(dealer) && judgementOf(state, id, dealer) === undefined,
    ),
  );
  const steps: readonly NextStep[] = [
    { t: "commit", from: dealers },
    { t: "share", from: judges },
  ];
  const open = steps.filter(({ from }) => from.length > 0);
  return open.length > 0 ? open : [{ t: "cset", from: [] }];
}

function stepsToSeed(state: CeremonyState): readonly NextStep[] {
  const { contributors, threshold, beacon } = state.plan;
  const missing = contributors.filter((id) => secretOf(state, id) === undefined);
  const steps = missing.flatMap((of): readonly NextStep[] => {
    const opened = openedSharesOf(state, of).map((entry) => entry.id);
    const from = contributors.filter((id) => id !== of && !opened.includes(id));
    if (opened.length < threshold) return [{ t: "opened-share", from, of }];
    // A secret that does not fit what was committed to can never be put right.
    return [{ t: recoveredSecretOf(state, of).ok ? "recover" : "void", from: [], of }];
  });
  const open: readonly NextStep[] = [
    ...(missing.length > 0 ? [{ t: "reveal", from: missing } as const] : []),
    ...steps,
    ...(beacon !== null && theOnly(state, "beacon") === undefined
      ? [{ t: "beacon", from: [] } as const]
      : []),
  ];
  return open.length > 0 ? open : [{ t: "seed", from: [] }];
}
