import type { Failure, Result } from "../domain/result.ts";
import { err, failure, ok } from "../domain/result.ts";
import type { EntryOf, EntryType, LogEntry } from "../log/entries.ts";
import { beaconHash } from "./beacon.ts";
import { isSecretOf, numberOf, recoverSecret } from "./escrow.ts";
import { commitSet, contributionCommitment, drawSeed } from "./hashes.ts";

/** What of `plan.json` the ceremony goes by: docs/specification.md, section 2.2. */
export interface CeremonyPlan {
  readonly run: string;
  /** Ascending. */
  readonly contributors: readonly string[];
  /** How many contributors can rebuild an absent one's secret. */
  readonly threshold: number;
  readonly throws: number;
  readonly beacon: number | null;
}

/** An entry, but those about rows, and its place in the log. */
export interface PastEntry {
  readonly index: number;
  readonly entry: LogEntry;
}

/** All that has happened in one run, in the log's order. Plain JSON. */
export interface CeremonyState {
  readonly plan: CeremonyPlan;
  readonly past: readonly PastEntry[];
}

export const newCeremony = (plan: CeremonyPlan): CeremonyState => ({ plan, past: [] });

/** All entries of a type, in the log's order. */
export const allOf = <T extends EntryType>(state: CeremonyState, t: T): readonly EntryOf<T>[] =>
  state.past
    .map(({ entry }) => entry)
    .filter((entry): entry is EntryOf<T> & LogEntry => entry.t === t);

/** The entry of a type that stands once. */
export const theOnly = <T extends EntryType>(state: CeremonyState, t: T): EntryOf<T> | undefined =>
  allOf(state, t)[0];

export const keysOf = (state: CeremonyState, id: string): EntryOf<"contributor"> | undefined =>
  allOf(state, "contributor").find((entry) => entry.id === id);

/** The contributor's commitment that counts: its last. */
export const commitOf = (state: CeremonyState, id: string): EntryOf<"commit"> | undefined =>
  allOf(state, "commit").findLast((entry) => entry.id === id);

/** What `id` has said last of the share it got with the last commitment of `from`, if anything. */
export function judgementOf(state: CeremonyState, id: string, from: string): 0 | 1 | undefined {
  const last = commitOf(state, from);
  return allOf(state, "share").findLast(
    (entry) => entry.id === id && entry.from === from && entry.c === last?.c,
  )?.ok;
}

/** A contributor's secret, revealed or recovered. */
export const secretOf = (state: CeremonyState, id: string): string | undefined =>
  [...allOf(state, "reveal"), ...allOf(state, "recover")].find((entry) => entry.id === id)?.r;

/** The shares opened of an absent contributor; each has been checked. */
export const openedSharesOf = (
  state: CeremonyState,
  of: string,
): readonly EntryOf<"opened-share">[] =>
  allOf(state, "opened-share").filter((entry) => entry.of === of);

const notYet = (zh: string, en: string): Result<never> =>
  err(failure("ceremony.not-yet", `${zh}。请先完成。`, `${en}. That has to come first.`));

/** `cset`, once everybody has committed and found every share valid. */
export function commitSetOf(state: CeremonyState): Result<string> {
  const { contributors } = state.plan;
  const freeze = theOnly(state, "freeze");
  if (freeze === undefined) return notYet("名册尚未冻结", "The roll is not frozen yet");
  const commits: { id: string; commitment: string }[] = [];
  for (const id of contributors) {
    const commit = commitOf(state, id);
    if (commit === undefined) return notYet(`“${id}”尚未提交承诺`, `“${id}” has not committed yet`);
    const doubting = contributors.find(
      (other) => other !== id && judgementOf(state, other, id) !== 1,
    );
    if (doubting !== undefined) {
      return notYet(
        `“${doubting}”尚未确认来自“${id}”的份额有效`,
        `“${doubting}” has not yet found the share from “${id}” valid`,
      );
    }
    commits.push({ id, commitment: commit.c });
  }
  return ok(commitSet(freeze.freeze, commits));
}

/** What is wrong with a secret, if anything: it must fit the commitment and the first point. */
export function faultOfSecret(state: CeremonyState, id: string, r: string): Failure | undefined {
  const [freeze, commit] = [theOnly(state, "freeze"), commitOf(state, id)];
  const fits =
    freeze !== undefined &&
    commit !== undefined &&
    contributionCommitment(state.plan.run, freeze.freeze, id, r) === commit.c &&
    isSecretOf(r, commit.a[0] ?? "");
  if (fits) return undefined;
  return failure(
    "ceremony.secret",
    `“${id}”的秘密与其承诺不符。`,
    `The secret of “${id}” is not the one it committed to.`,
    "r",
  );
}

/**
 * An absent contributor's secret, from the shares opened of it. Where it does not fit the
 * commitment, the absent one dealt falsely and the run must be voided: `ceremony.secret`.
 */
export function recoveredSecretOf(state: CeremonyState, id: string): Result<string> {
  const { contributors, threshold } = state.plan;
  const shares = openedSharesOf(state, id).map((entry) => ({
    number: numberOf(contributors, entry.id),
    share: entry.share,
  }));
  if (shares.length < threshold) {
    return notYet(
      `恢复“${id}”的秘密需要${threshold}份份额，现有${shares.length}份`,
      `The secret of “${id}” needs ${threshold} shares; there are ${shares.length}`,
    );
  }
  const secret = recoverSecret(threshold, shares);
  const fault = faultOfSecret(state, id, secret);
  return fault === undefined ? ok(secret) : err(fault);
}

/** `seed`, once the dice, every secret and the planned beacon are there. */
export function seedOf(state: CeremonyState): Result<string> {
  const { run, contributors, beacon: round } = state.plan;
  const [freeze, cset, dice] = [
    theOnly(state, "freeze"),
    theOnly(state, "cset"),
    theOnly(state, "dice"),
  ];
  if (freeze === undefined || cset === undefined || dice === undefined) {
    return notYet("骰子尚未掷出", "The dice have not been thrown yet");
  }
  const beacon = theOnly(state, "beacon");
  if (round !== null && beacon === undefined) {
    return notYet(`信标第${round}轮尚未公布`, `Round ${round} of the beacon is not there yet`);
  }
  const contributions: { id: string; commitment: string; secret: string }[] = [];
  for (const id of contributors) {
    const secret = secretOf(state, id);
    const commitment = commitOf(state, id)?.c;
    if (secret === undefined || commitment === undefined) {
      return notYet(`“${id}”尚未公开秘密`, `The secret of “${id}” is not known yet`);
    }
    contributions.push({ id, commitment, secret });
  }
  return ok(
    drawSeed({
      run,
      freeze: freeze.freeze,
      commitSet: cset.cset,
      dice: dice.dice,
      beacon: beacon === undefined ? "" : beaconHash(beacon.sig),
      contributions,
    }),
  );
}
