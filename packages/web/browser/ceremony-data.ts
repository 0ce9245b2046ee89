import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, ok } from "@yangguang/core/domain/result.ts";
import { foldEntry } from "@yangguang/core/draw/ceremony.ts";
import type { CeremonyPlan, CeremonyState } from "@yangguang/core/draw/ceremony-state.ts";
import { newCeremony } from "@yangguang/core/draw/ceremony-state.ts";
import type { EntryType, LogEntry } from "@yangguang/core/log/entries.ts";
import { entryText, readEntry } from "@yangguang/core/log/entries.ts";

/** What the server tells of a run: `/run/ceremony.json`. */
export interface CeremonyData {
  readonly run: string;
  readonly plan: CeremonyPlan;
  /** How many witnesses must cosign; 0 where there are none. */
  readonly quorum: number;
  readonly entries: readonly {
    readonly entry: unknown;
    readonly publishedAt: string | null;
  }[];
}

/** A run that this device has checked entry by entry. */
export interface CheckedRun {
  readonly state: CeremonyState;
  /** The entries as texts, in their order. */
  readonly texts: readonly string[];
}

/** Judges every entry by the ceremony's rules. Fails with the first rule that the log breaks. */
export function checkRun({ plan, entries }: CeremonyData): Result<CheckedRun> {
  let state = newCeremony(plan);
  const texts: string[] = [];
  for (const [index, one] of entries.entries()) {
    const next = judge(state, one.entry, index);
    if (!next.ok) return next;
    state = next.value.state;
    texts.push(entryText(next.value.entry));
  }
  return ok({ state, texts });
}

function judge(
  state: CeremonyState,
  json: unknown,
  index: number,
): Result<{ readonly state: CeremonyState; readonly entry: LogEntry }> {
  const entry = readEntry(json);
  if (!entry.ok) return err(at(entry.error, index));
  const folded = foldEntry(state, entry.value, index);
  return folded.ok ? ok({ state: folded.value, entry: entry.value }) : err(at(folded.error, index));
}

const at = (failure: Failure, index: number): Failure => ({ ...failure, place: String(index) });

/** Whether the entry of that type is there and, where there are witnesses, cosigned. */
export const cosignedIn =
  ({ quorum, entries }: CeremonyData) =>
  (t: EntryType): boolean =>
    entries.some(
      ({ entry, publishedAt }) =>
        typeof entry === "object" &&
        entry !== null &&
        "t" in entry &&
        entry.t === t &&
        (quorum === 0 || publishedAt !== null),
    );
