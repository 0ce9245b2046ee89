import { text } from "../../domain/text.ts";
import type { EntryType, LogEntry } from "../../log/entries.ts";
import type { Material } from "../material.ts";
import type { Evidence, Fault } from "../report.ts";
import { fault, writer } from "../report.ts";
import { needs } from "../loaded.ts";

/**
 * The order of docs/specification.md, section 6, as stages: an entry may stand in one stage, and
 * some take the run to the next. Those may so stand once only.
 */
const STAGES = [
  "not-open",
  "opened",
  "frozen",
  "closed",
  "thrown",
  "seeded",
  "allocated",
  "announced",
  "void",
] as const;

type Stage = (typeof STAGES)[number];

const PLACES: Readonly<
  Record<Exclude<EntryType, "app" | "void">, { readonly within: Stage; readonly to?: Stage }>
> = {
  open: { within: "not-open", to: "opened" },
  contributor: { within: "opened" },
  freeze: { within: "opened", to: "frozen" },
  commit: { within: "frozen" },
  share: { within: "frozen" },
  cset: { within: "frozen", to: "closed" },
  dice: { within: "closed", to: "thrown" },
  reveal: { within: "thrown" },
  "opened-share": { within: "thrown" },
  recover: { within: "thrown" },
  beacon: { within: "thrown" },
  seed: { within: "thrown", to: "seeded" },
  outcome: { within: "seeded", to: "allocated" },
  announce: { within: "allocated", to: "announced" },
};

/** Of what there may be one only, where it is not the stages that see to it. */
function onceKey(entry: LogEntry): string | undefined {
  if (entry.t === "contributor") return `contributor ${entry.id}`;
  // A secret comes from its owner or from the others.
  if (entry.t === "reveal" || entry.t === "recover") return `secret ${entry.id}`;
  if (entry.t === "opened-share") return `opened-share ${entry.id} ${entry.of}`;
  if (entry.t === "commit") return `commit ${entry.c}`;
  return entry.t === "beacon" ? "beacon" : undefined;
}

export function checkOrder({ log, run }: Material): Evidence {
  const say = writer(
    "order",
    text(
      "条目的先后次序，以及只许一次的条目",
      "the entries' order, and those that may stand once only",
    ),
    ["log/tile/entries"],
  );
  if (log === null) return say.absent(needs("log/checkpoint"));
  const { entries, firstApp } = log.reader;
  const [first] = entries;
  if (first === undefined) {
    const none = fault(
      `open, ${run}`,
      "-",
      "日志中没有本次运行的条目。",
      "The log holds no entry of this run.",
    );
    return say.fails([none]);
  }
  const faults: Fault[] = [];
  if (firstApp !== undefined && firstApp < first.index) {
    faults.push(outOfPlace(firstApp, "app", "not-open"));
  }
  let stage: Stage = "not-open";
  const once = new Set<string>();
  for (const { index, entry } of entries) {
    const key = onceKey(entry);
    if (key !== undefined && once.has(key)) faults.push(again(index, key));
    if (key !== undefined) once.add(key);
    if (entry.t === "app") continue;
    if (entry.t === "void") {
      if (stage === "not-open") faults.push(outOfPlace(index, "void", stage));
      stage = "void";
      continue;
    }
    const { within, to } = PLACES[entry.t];
    if (stage !== within) faults.push(outOfPlace(index, entry.t, stage));
    // A later stage is taken up all the same: else one entry too many would put all others wrong.
    if (to !== undefined && STAGES.indexOf(to) > STAGES.indexOf(stage)) stage = to;
  }
  return say.judge(faults, entries.map(({ entry }) => entry.t).join(" "));
}

const outOfPlace = (index: number, t: EntryType, stage: Stage): Fault =>
  fault(
    t === "app" || t === "void" ? "open" : PLACES[t].within,
    `${t}: ${stage}`,
    `第${index}条“${t}”不应在此处出现（此时阶段：${stage}）。`,
    `Entry ${index}, “${t}”, may not stand there (stage: ${stage}).`,
    [`log:${index}`],
  );

const again = (index: number, key: string): Fault =>
  fault(
    "once",
    key,
    `第${index}条重复：${key}。`,
    `Entry ${index} repeats what may stand once only: ${key}.`,
    [`log:${index}`],
  );
