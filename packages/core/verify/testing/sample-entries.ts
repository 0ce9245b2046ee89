import type { EntryOf, EntryType, LogEntry } from "../../log/entries.ts";
import type { Policy } from "../../policy/document.ts";
import type { Chance } from "./chance.ts";
import type { LogStep } from "./sample-log.ts";
import type { SampleOptions } from "./sample-run.ts";
import type { SampleChild } from "./sample-rows.ts";
import { committed } from "./sample-rows.ts";

/** All that one run puts into the log. */
export interface RunEntries {
  readonly policy: Policy;
  readonly children: readonly SampleChild[];
  readonly options: SampleOptions;
  readonly chance: Chance;
  readonly open: EntryOf<"open">;
  readonly registrations: readonly EntryOf<"contributor">[];
  readonly freeze: EntryOf<"freeze">;
  /** Commits and judgements of shares. */
  readonly commits: readonly LogEntry[];
  readonly cset: EntryOf<"cset">;
  readonly dice: EntryOf<"dice">;
  readonly reveals: readonly LogEntry[];
  readonly seed: string;
  readonly outcome: EntryOf<"outcome">;
}

const START = 1_719_000_000;
const HOUR = 3600;

const OTHER_RUN = "sample/2024/junior-high/1";

/** Lays a run's entries out in their order, with times, and others' entries between. */
class Timeline {
  readonly #steps: LogStep[] = [];
  readonly #others: LogEntry[];
  readonly #chance: Chance;
  #now = START;

  constructor(others: number, chance: Chance) {
    this.#chance = chance;
    this.#others = Array.from({ length: others }, () => ({
      t: "app",
      run: OTHER_RUN,
      c: chance.hex(32),
    }));
  }

  /** Some entries, here and there with one of the other run among them. */
  add(entries: readonly LogEntry[], withOthers = true): void {
    for (const [at, entry] of entries.entries()) {
      this.#now += 1;
      this.#steps.push({ entry });
      if (withOthers && at % 4 === 3) this.#addOther();
      if (at % 100 === 99) this.cosign();
    }
  }

  /** A moment; sometimes rows of the other run come before the checkpoint. */
  addMoment(entry: LogEntry): void {
    this.add([entry], false);
    for (let more = this.#chance.below(3); more > 0; more -= 1) this.#addOther();
    this.cosign();
  }

  cosign(): void {
    const last = this.#steps.pop();
    if (last === undefined) throw new Error("nothing to cosign");
    this.#now += 60;
    this.#steps.push({ ...last, cosignAt: this.#now });
  }

  wait(hours: number): void {
    this.#now += hours * HOUR;
  }

  addAllOthers(): void {
    while (this.#others.length > 0) this.#addOther();
  }

  #addOther(): void {
    const entry = this.#others.pop();
    if (entry !== undefined) this.#steps.push({ entry });
  }

  get steps(): readonly LogStep[] {
    return this.#steps;
  }
}

/** In the order of the steps. The log ends with a cosigned checkpoint. */
export function logSteps(entries: RunEntries): readonly LogStep[] {
  const { options, chance, open, freeze } = entries;
  const { run } = open;
  const others = options.others ?? Math.ceil(options.children / 4);
  const timeline = new Timeline(others, chance);
  const stages: readonly (readonly [EntryType, () => void])[] = [
    ["open", () => timeline.addMoment(open)],
    ["contributor", () => timeline.add(entries.registrations)],
    ["app", () => timeline.add(applications(run, entries.children, chance))],
    ["freeze", () => timeline.addMoment(freeze)],
    ["commit", () => (timeline.wait(1), timeline.add(entries.commits))],
    ["cset", () => (timeline.wait(48), timeline.addMoment(entries.cset))],
    ["dice", () => timeline.addMoment(entries.dice)],
    ["reveal", () => timeline.add(entries.reveals)],
    ["seed", () => timeline.addMoment({ t: "seed", run, seed: entries.seed })],
    ["outcome", () => timeline.addMoment(entries.outcome)],
    ["announce", () => timeline.add([{ t: "announce", run }])],
  ];
  for (const [t, add] of stages) {
    add();
    if (t === options.until) break;
  }
  if (options.voided === true) {
    const reason = "设备故障，须重新抽签。The machine failed; the draw is to be repeated.";
    timeline.add([{ t: "void", run, by: ["officer-1", "officer-2"], reason }]);
  }
  if (options.until === undefined) timeline.add(answers(entries));
  timeline.addAllOthers();
  timeline.cosign();
  return timeline.steps;
}

/** One version of all rows after the other, each time in another order of children. */
function applications(
  run: string,
  children: readonly SampleChild[],
  chance: Chance,
): readonly EntryOf<"app">[] {
  const most = Math.max(0, ...children.map(({ versions }) => versions.length));
  return Array.from({ length: most }, (_, at) =>
    children
      .flatMap(({ versions }) => {
        const row = versions[at]?.row;
        return row === undefined ? [] : [{ order: chance.hex(8), row }];
      })
      .toSorted((left, right) => (left.order < right.order ? -1 : 1))
      .map(({ row }) => ({ t: "app", run, c: row }) as const),
  ).flat();
}

/** After the announcement rows change again. */
const answers = ({
  policy,
  children,
  open: { run },
  chance,
}: RunEntries): readonly EntryOf<"app">[] =>
  children.slice(0, 7).flatMap(({ versions }) => {
    const last = versions.at(-1);
    if (last === undefined) return [];
    const content = { ...last.content, version: versions.length + 1, status: "offered" } as const;
    return [{ t: "app", run, c: committed(policy, run, content, chance.bytes(32)).row }];
  });
