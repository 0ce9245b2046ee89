import type { ContributorSecrets } from "../../draw/contributor-keys.ts";
import { publicKeys, signEntry } from "../../draw/contributor-keys.ts";
import type { Deal } from "../../draw/escrow.ts";
import { deal, numberOf, openBox, recoverSecret } from "../../draw/escrow.ts";
import { commitSet } from "../../draw/hashes.ts";
import type { EntryOf, LogEntry } from "../../log/entries.ts";
import type { RunPlan } from "../../season/run-plan.ts";
import type { Chance } from "./chance.ts";

/** A contributor with all its secrets. */
export interface SampleContributor {
  readonly id: string;
  readonly secrets: ContributorSecrets;
  /** What it deals, and so its secret: drawn as it commits. */
  readonly chance: Chance;
}

export const inventContributor = (id: string, chance: Chance): SampleContributor => ({
  id,
  secrets: { signing: chance.hex(32), opening: chance.hex(32) },
  chance,
});

export const registrationOf = (
  run: string,
  { id, secrets }: SampleContributor,
): EntryOf<"contributor"> => ({ t: "contributor", run, id, ...publicKeys(secrets) });

export interface Circle {
  readonly plan: RunPlan;
  readonly freeze: string;
  readonly contributors: readonly SampleContributor[];
}

/** The deals that count, by contributor, and the entries from the first commit to the last share. */
export interface Committed {
  readonly deals: ReadonlyMap<string, Deal>;
  readonly entries: readonly LogEntry[];
}

/** Everybody commits; where `complaint` is set, the second has to do it twice. */
export function commitAll(circle: Circle, complaint: boolean): Committed {
  const { plan, freeze, contributors } = circle;
  const deals = new Map<string, Deal>();
  const entries: LogEntry[] = [];
  const commit = ({ id, secrets, chance }: SampleContributor): void => {
    const dealt = deal({
      run: plan.run,
      freeze,
      id,
      contributors: contributors.map((one) => ({ id: one.id, box: publicKeys(one.secrets).box })),
      threshold: plan.threshold,
      random: chance.bytes,
    });
    deals.set(id, dealt);
    const { c, a, boxes } = dealt;
    const entry = { t: "commit", run: plan.run, id, a, boxes, c } as const;
    entries.push(signEntry(freeze, entry, secrets.signing));
  };
  for (const contributor of contributors) commit(contributor);
  const [first, second] = contributors;
  if (complaint && first !== undefined && second !== undefined) {
    entries.push(judgement(circle, first, second.id, deals, 0));
    commit(second);
  }
  for (const judge of contributors) {
    for (const { id: from } of contributors) {
      if (from !== judge.id) entries.push(judgement(circle, judge, from, deals, 1));
    }
  }
  return { deals, entries };
}

function judgement(
  { plan, freeze }: Circle,
  { id, secrets }: SampleContributor,
  from: string,
  deals: ReadonlyMap<string, Deal>,
  ok: 0 | 1,
): EntryOf<"share"> {
  const c = deals.get(from)?.c ?? "";
  const entry = { t: "share", run: plan.run, id, from, c, ok } as const;
  return signEntry(freeze, entry, secrets.signing);
}

/** The entry that closes the circle. */
export function closedCircle(
  { plan, freeze }: Circle,
  deals: ReadonlyMap<string, Deal>,
): EntryOf<"cset"> {
  const members = plan.contributors.map((id) => ({ id, commitment: deals.get(id)?.c ?? "" }));
  const ids = [...plan.contributors];
  return { t: "cset", run: plan.run, cset: commitSet(freeze, members), ids };
}

/** All reveal; where `absent` is set the last one does not, and the others rebuild its secret. */
export function revealAll(
  { plan, freeze, contributors }: Circle,
  deals: ReadonlyMap<string, Deal>,
  absent: boolean,
): readonly LogEntry[] {
  const missing = absent ? contributors.at(-1) : undefined;
  const entries: LogEntry[] = [];
  for (const { id, secrets } of contributors) {
    if (id === missing?.id) continue;
    const entry = { t: "reveal", run: plan.run, id, r: deals.get(id)?.secret ?? "" } as const;
    entries.push(signEntry(freeze, entry, secrets.signing));
  }
  if (missing === undefined) return entries;
  const dealt = deals.get(missing.id);
  const shares: { number: number; share: string }[] = [];
  for (const { id, secrets } of contributors.slice(0, plan.threshold)) {
    const place = { run: plan.run, freeze, from: missing.id, to: id };
    const opened = openBox(place, dealt?.boxes[id] ?? "", secrets.opening);
    if (!opened.ok) throw new Error(opened.error.message.en);
    const entry = {
      t: "opened-share",
      run: plan.run,
      id,
      of: missing.id,
      share: opened.value,
    } as const;
    entries.push(signEntry(freeze, entry, secrets.signing));
    shares.push({ number: numberOf(plan.contributors, id), share: opened.value });
  }
  const r = recoverSecret(plan.threshold, shares);
  return [...entries, { t: "recover", run: plan.run, id: missing.id, r }];
}
