import { text } from "../../domain/text.ts";
import { equalBytes, toBase64 } from "../../log/bytes.ts";
import type { EntryType } from "../../log/entries.ts";
import type { PlacedEntry } from "../read-entries.ts";
import type { LogMaterial, Material } from "../material.ts";
import type { Evidence, Fault } from "../report.ts";
import { fault, writer } from "../report.ts";
import { needs, parsed } from "../loaded.ts";

/** By their order: what must be cosigned before anything later happens. */
const MOMENTS = ["open", "freeze", "cset", "dice", "seed", "outcome"] as const;

type Moment = (typeof MOMENTS)[number];

/** By type, how far a step is; what is later than a moment may only follow its cosigning. */
const STEP: Readonly<Partial<Record<EntryType, number>>> = {
  open: 0,
  contributor: 1,
  freeze: 2,
  commit: 3,
  share: 3,
  cset: 4,
  dice: 5,
  reveal: 6,
  "opened-share": 6,
  recover: 6,
  beacon: 6,
  seed: 7,
  outcome: 8,
  announce: 9,
};

const isMoment = (t: EntryType): t is Moment => MOMENTS.some((moment) => moment === t);

const stepOf = (t: EntryType): number => STEP[t] ?? -1;

interface TimedMoment {
  readonly t: Moment;
  readonly index: number;
  readonly time: number;
}

export function checkMoments(material: Material): Evidence {
  const { log, plan, trust } = material;
  const placed = (log?.reader.entries ?? []).filter(({ entry }) => isMoment(entry.t));
  const say = writer(
    "moments",
    text(
      "每个关键时刻的检查点：见证方签名、大小、根哈希、时间",
      "each moment's checkpoint: its quorum, size, root and time",
    ),
    placed.map(({ index }) => `log/moments/${index}`),
  );
  if (log === null || trust.value === null) return say.absent(needs("log, trust.json"));
  const faults: Fault[] = [];
  const timed: TimedMoment[] = [];
  for (const one of placed) {
    const found = momentFaults(one, log);
    faults.push(...found.faults);
    if (found.time === undefined || !isMoment(one.entry.t)) continue;
    timed.push({ t: one.entry.t, index: one.index, time: found.time });
  }
  faults.push(...timeFaults(timed, plan.value?.objectionHours ?? 0));
  return say.judge(faults, timed.map(({ t, time }) => `${t} ${time}`).join(", "));
}

function momentFaults(
  { index, entry }: PlacedEntry,
  log: LogMaterial,
): { readonly faults: readonly Fault[]; readonly time?: number } {
  const path = `log/moments/${index}`;
  const loaded = log.moments.get(index) ?? { bytes: null, value: null, failure: null };
  if (loaded.value === null) return { faults: parsed(path, loaded) };
  const { signed, quorum } = loaded.value;
  if (quorum?.ok !== true) {
    const { zh, en } = quorum?.error.message ?? { zh: "", en: "" };
    return { faults: [fault(entry.t, path, `“${entry.t}”：${zh}`, `“${entry.t}”: ${en}`, [path])] };
  }
  const faults: Fault[] = [];
  const { size, root } = signed.checkpoint;
  const next = log.reader.entries.find(
    (later) => later.index > index && stepOf(later.entry.t) > stepOf(entry.t),
  );
  const most = next?.index ?? Infinity;
  if (size <= index || size > most) {
    faults.push(
      fault(
        `${index + 1} … ${most}`,
        String(size),
        `“${entry.t}”在下一步之前没有得到见证方签名。`,
        `“${entry.t}” was not cosigned before the next step was taken.`,
        [path],
      ),
    );
  }
  const own = log.report.roots.get(size);
  if (own === undefined || !equalBytes(own, root)) {
    faults.push(
      fault(
        toBase64(root),
        own === undefined ? "-" : toBase64(own),
        `“${entry.t}”时所签的日志不是现在这份日志的开头：日志被改写或分叉。`,
        `What was cosigned at “${entry.t}” is not how this log begins: it was rewritten, or forked.`,
        [path],
      ),
    );
  }
  return { faults, time: quorum.value.time };
}

function timeFaults(timed: readonly TimedMoment[], objectionHours: number): readonly Fault[] {
  const faults: Fault[] = [];
  for (const [at, { t, time }] of timed.entries()) {
    const before = timed[at - 1];
    if (before === undefined || before.time <= time) continue;
    faults.push(
      fault(
        `>= ${before.time}`,
        String(time),
        `“${t}”的时间早于“${before.t}”。`,
        `“${t}” is earlier than “${before.t}”.`,
      ),
    );
  }
  const freeze = timed.find(({ t }) => t === "freeze");
  const cset = timed.find(({ t }) => t === "cset");
  const due = (freeze?.time ?? 0) + objectionHours * 3600;
  if (freeze !== undefined && cset !== undefined && cset.time < due) {
    faults.push(
      fault(
        `>= ${due}`,
        String(cset.time),
        `名册冻结后不足${objectionHours}小时就结束了承诺，异议期被缩短。`,
        `Commitments were closed less than ${objectionHours} hours after the freeze: the time for objections was cut short.`,
      ),
    );
  }
  return faults;
}
