import { utf8 } from "../../../draw/encoding.ts";
import { textOf } from "../../../log/bytes.ts";
import { parseSignedCheckpoint, signCheckpoint } from "../../../log/checkpoint.ts";
import type { LogEntry } from "../../../log/entries.ts";
import { entryText } from "../../../log/entries.ts";
import { merkleRoot } from "../../../log/merkle.ts";
import { consistencyParts } from "../../../log/tree.ts";
import { formatAddCheckpoint } from "../../../log/witness.ts";
import type { LogKeys, LogStep, SampleWitness } from "../sample-log.ts";
import { bytesOfStep, cosigned } from "../sample-log.ts";
import { receiptOf } from "../sample-receipt.ts";
import { committed } from "../sample-rows.ts";
import type { Sample, Tamper } from "../sample-run.ts";
import type { Asked, Cheat, Steps } from "./cheat.ts";
import {
  cheat,
  flippedByte,
  HONEST,
  inTurn,
  isOf,
  known,
  loggedAfter,
  OTHER_HASH,
  publicCheat,
  refusedByWitness,
  seenByReceipt,
  seenInPublic,
  tampered,
} from "./cheat.ts";

const CHECKPOINT = "log/checkpoint";
const { run, keys } = HONEST;

const leavesOf = (steps: readonly LogStep[]): readonly Uint8Array[] => steps.map(bytesOfStep);

const treeOf = (steps: readonly LogStep[]) => ({
  size: steps.length,
  root: merkleRoot(leavesOf(steps)),
});

const noteOf = (files: ReadonlyMap<string, Uint8Array>): string =>
  textOf(known(files.get(CHECKPOINT), "checkpoint")) ?? "";

/** What the log must ask of a witness that knows the honest run, with the best proof it has. */
function ask(steps: readonly LogStep[], before: readonly LogStep[] = HONEST.steps): Asked {
  const state = treeOf(before);
  const { size, root } = treeOf(steps);
  const leaves = leavesOf(steps);
  const proof =
    size < state.size
      ? []
      : consistencyParts(state.size, size).map(({ from, to }) =>
          merkleRoot(leaves.slice(from, to)),
        );
  const { name, secret } = keys.log;
  const checkpoint = signCheckpoint({ origin: name, size, root }, name, secret);
  const body = formatAddCheckpoint({ oldSize: state.size, proof, checkpoint });
  return { state, body, log: HONEST.trust.log };
}

/** The log as the platform writes it anew, which witnesses do not cosign. */
function unsigned(change: (steps: readonly LogStep[]) => readonly LogStep[]) {
  const sample = tampered({
    keys: ({ log }) => ({ log, witnesses: [] }),
    trust: () => HONEST.trust,
    steps: change,
  });
  return { ...sample, asked: ask(sample.steps) };
}

/** The honest folder with another newest checkpoint. */
const withCheckpoint = (note: Uint8Array) =>
  tampered({ files: (files) => new Map([...files, [CHECKPOINT, note]]) });

const NOW = 1_800_000_000;

const cosignedBy = (witnesses: readonly SampleWitness[]): Uint8Array =>
  cosigned(keys, treeOf(HONEST.steps), NOW, witnesses);

const witness = (name: string): SampleWitness =>
  known(
    keys.witnesses.find((each) => each.name === name),
    name,
  );

const rewriteOne = (steps: readonly LogStep[]): readonly LogStep[] => {
  const at = steps.findIndex((step) => isOf(step, "app"));
  return steps.map((step, index) =>
    index === at ? { ...step, entry: { t: "app", run, c: OTHER_HASH } } : step,
  );
};

const REWRITTEN: readonly Cheat[] = [
  cheat(
    ["log-rewritten", "platform", "改写日志中的一条旧条目", "An old entry of the log is rewritten"],
    [refusedByWitness("witness.forked"), seenInPublic("log-quorum")],
    () => unsigned(rewriteOne),
  ),
  cheat(
    [
      "log-rewritten-and-grown",
      "platform",
      "改写旧条目，同时让日志继续增长",
      "An old entry is rewritten while the log goes on growing",
    ],
    [refusedByWitness("witness.inconsistent"), seenInPublic("log-quorum")],
    () =>
      unsigned((steps) => {
        const rest: LogStep = { entry: { t: "app", run, c: OTHER_HASH }, cosignAt: NOW };
        return [...rewriteOne(steps), rest];
      }),
  ),
  cheat(
    ["log-truncated", "platform", "截去日志的最后几条", "The last entries of the log are cut off"],
    [refusedByWitness("witness.shrinking"), seenInPublic("log-quorum")],
    () =>
      unsigned((steps) =>
        steps
          .slice(0, -2)
          .map((step, at, { length }) => (at === length - 1 ? { ...step, cosignAt: NOW } : step)),
      ),
  ),
  cheat(
    [
      "log-forked",
      "witness",
      "法定人数的见证方串通，为同样大小的另一份日志签名",
      "A quorum of witnesses also signs another log of the same size",
    ],
    [seenByReceipt("same-log")],
    async () => {
      const { pid } = known(HONEST.children[3], "child");
      const receipt = await receiptOf(HONEST, pid);
      const fork = tampered({
        children: (children) =>
          children.map((child) =>
            child.pid === pid
              ? {
                  ...child,
                  versions: child.versions.map(({ content }) =>
                    committed(HONEST.policy, run, content, new Uint8Array(32).fill(9)),
                  ),
                }
              : child,
          ),
      });
      return { ...fork, receipt };
    },
  ),
  cheat(
    [
      "void-hidden",
      "mirror",
      "运行已作废，却把作废之前的旧检查点当作最新的",
      "The run was declared void; an older checkpoint, of before that, is shown as the newest",
    ],
    [refusedByWitness("witness.shrinking")],
    () => {
      const whole = tampered({ steps: announcedInTime }, { voided: true });
      const end = whole.steps.findIndex((step) => isOf(step, "announce"));
      const before = tampered({ steps: (steps) => announcedInTime(steps).slice(0, end + 1) });
      return { ...before, asked: ask(before.steps, whole.steps) };
    },
  ),
  publicCheat(
    [
      "checkpoint-old",
      "mirror",
      "用旧检查点冒充最新的，条目文件照旧",
      "An old checkpoint stands as the newest, beside all of the entries",
    ],
    "log-root",
    {
      files: (files) => {
        const old = [...files].find(([path]) => path.startsWith("log/moments/"));
        return new Map([...files, [CHECKPOINT, known(old, "moment")[1]]]);
      },
    },
  ),
];

/** A checkpoint follows the announcement at once. */
const announcedInTime = (steps: readonly LogStep[]): readonly LogStep[] =>
  steps.map((step) => (isOf(step, "announce") ? { ...step, cosignAt: NOW } : step));

const DAMAGED: readonly Cheat[] = [
  publicCheat(
    [
      "tile-altered",
      "mirror",
      "改动日志的一个哈希瓦片",
      "A hash in one of the log's tiles is altered",
    ],
    "log-tiles",
    flippedByte("log/tile/0/", 40),
  ),
  publicCheat(
    ["bundle-altered", "mirror", "改动日志的条目文件", "An entry is altered in the log's files"],
    "log-tiles",
    flippedByte("log/tile/entries/", 40),
  ),
  publicCheat(
    [
      "root-false",
      "platform",
      "检查点的根哈希不是这些条目的，见证方不察",
      "The checkpoint is over other entries than are published, and witnesses sign it",
    ],
    "log-root",
    {
      files: (files) => {
        const tree = { size: HONEST.steps.length, root: new Uint8Array(32) };
        return new Map([...files, [CHECKPOINT, cosigned(keys, tree, NOW)]]);
      },
    },
  ),
  publicCheat(
    [
      "entry-not-canonical",
      "platform",
      "日志中有一条不规范的JSON，各人可有不同的读法",
      "An entry is not canonical JSON, so that readers may take it differently",
    ],
    "entries",
    loggedAfter("contributor", () => [
      utf8(entryText({ t: "app", run, c: OTHER_HASH }).replaceAll(":", ": ")),
    ]),
  ),
  publicCheat(
    [
      "entry-of-unknown-type",
      "platform",
      "日志中有一种规范之外的条目",
      "An entry is of a type that the specification does not know",
    ],
    "entries",
    loggedAfter("contributor", () => [utf8(`{"run":"${run}","t":"correction"}`)]),
  ),
];

/** Two of the government and one other witness, of whom two make a quorum. */
const mostlyGovernment = ({ log, witnesses }: LogKeys): LogKeys => ({
  log,
  witnesses: witnesses.map((each) => ({ ...each, government: each.name !== "notary.example" })),
});

const SIGNED: readonly Cheat[] = [
  publicCheat(
    [
      "log-key-false",
      "mirror",
      "检查点由另一把日志私钥签名",
      "The checkpoint is signed with another key in the log's name",
    ],
    "log-signature",
    {
      files: (files) => {
        const other = { ...keys, log: { ...keys.log, secret: new Uint8Array(32).fill(7) } };
        return new Map([...files, [CHECKPOINT, cosigned(other, treeOf(HONEST.steps), NOW)]]);
      },
    },
  ),
  cheat(
    [
      "witness-replayed",
      "platform",
      "把见证方在另一个检查点上的签名搬过来",
      "Witnesses' signatures are taken over from another checkpoint",
    ],
    [seenInPublic("log-quorum")],
    () => {
      const entry: LogEntry = { t: "app", run, c: OTHER_HASH };
      const longer = tampered({ steps: (steps) => [...steps, { entry, cosignAt: NOW }] });
      const own = noteOf(longer.files).split("\n\n");
      const [, oldSignatures = ""] = noteOf(HONEST.files).split("\n\n");
      const [logSigned = ""] = (own[1] ?? "").split("\n");
      const witnesses = oldSignatures.split("\n").slice(1).join("\n");
      const pasted = utf8(`${own[0]}\n\n${logSigned}\n${witnesses}`);
      return tampered({
        steps: (steps) => [...steps, { entry, cosignAt: NOW }],
        files: (files) => new Map([...files, [CHECKPOINT, pasted]]),
      });
    },
  ),
  cheat(
    [
      "witnesses-too-few",
      "platform",
      "只有一个见证方签名就公布",
      "It is published with one witness's signature, where two are due",
    ],
    [seenInPublic("log-quorum")],
    () => withCheckpoint(cosignedBy([witness("notary.example")])),
  ),
  cheat(
    [
      "witness-counted-twice",
      "platform",
      "同一见证方签两次，当作两个",
      "One witness signs twice, to count as two",
    ],
    [seenInPublic("log-quorum")],
    () => withCheckpoint(cosignedBy([witness("notary.example"), witness("notary.example")])),
  ),
  publicCheat(
    [
      "witnesses-all-government",
      "platform",
      "人数够了，但签名的全是政府的见证方",
      "There are enough witnesses, but all of them the government's",
    ],
    "log-quorum",
    {
      keys: mostlyGovernment,
      files: (files) => {
        const own = mostlyGovernment(keys);
        const signed = parseSignedCheckpoint(noteOf(files));
        if (!signed.ok) throw new Error(signed.error.message.en);
        const government = own.witnesses.filter((each) => each.government);
        const note = cosigned(own, signed.value.checkpoint, NOW, government);
        return new Map([...files, [CHECKPOINT, note]]);
      },
    },
  ),
  cheat(
    [
      "witness-unknown",
      "platform",
      "用名单之外的见证方凑足人数",
      "A witness that nobody named makes up the number",
    ],
    [seenInPublic("log-quorum")],
    () => {
      const stranger = { name: "stranger.example", secret: new Uint8Array(32).fill(5) };
      return withCheckpoint(
        cosignedBy([witness("notary.example"), { ...stranger, government: false }]),
      );
    },
  ),
];

const HOUR = 3600;

/** The steps from a type on come as many seconds earlier. */
const earlierFrom =
  (t: "cset" | "seed", seconds: number): Steps =>
  (steps) => {
    const from = steps.findIndex((step) => isOf(step, t));
    return steps.map((step, at) =>
      at < from || step.cosignAt === undefined
        ? step
        : { ...step, cosignAt: step.cosignAt - seconds },
    );
  };

/** As in a real season, in which families apply for days. */
const openedDaysBefore: Steps = (steps) => {
  const opened = steps.findIndex(({ cosignAt }) => cosignAt !== undefined);
  return steps.map((step, at) =>
    at === opened ? { ...step, cosignAt: (step.cosignAt ?? 0) - 72 * HOUR } : step,
  );
};

const indexOf = ({ steps }: Pick<Sample, "steps">, t: "freeze" | "dice" | "commit"): number =>
  steps.findIndex((step) => isOf(step, t));

/** The freeze's checkpoint, which these witnesses date two days back. */
const backdated = (by: readonly string[]): Tamper => ({
  ...inTurn(openedDaysBefore, earlierFrom("cset", 47 * HOUR)),
  files: (files) => {
    const path = `log/moments/${indexOf(HONEST, "freeze")}`;
    const note = textOf(known(files.get(path), path)) ?? "";
    const signed = parseSignedCheckpoint(note);
    if (!signed.ok) throw new Error(signed.error.message.en);
    const { checkpoint } = signed.value;
    const time = known(
      HONEST.steps.slice(indexOf(HONEST, "freeze")).find((step) => step.cosignAt !== undefined)
        ?.cosignAt,
      "time",
    );
    const linesOf = (named: boolean, at: number): readonly string[] =>
      (
        textOf(
          cosigned(
            keys,
            checkpoint,
            at,
            keys.witnesses.filter(({ name }) => by.includes(name) === named),
          ),
        ) ?? ""
      )
        .split("\n\n")[1]
        ?.split("\n")
        .slice(1, -1) ?? [];
    const [body = "", signatures = ""] = note.split("\n\n");
    const [logLine = ""] = signatures.split("\n");
    const lines = [logLine, ...linesOf(false, time), ...linesOf(true, time - 48 * HOUR)];
    return new Map([...files, [path, utf8(`${body}\n\n${lines.join("\n")}\n`)]]);
  },
});

const MOMENTS: readonly Cheat[] = [
  publicCheat(
    [
      "moment-missing",
      "platform",
      "冻结时的检查点不公布",
      "The checkpoint of the freeze is not published",
    ],
    "moments",
    {
      files: (files) => {
        const path = `log/moments/${indexOf(HONEST, "freeze")}`;
        return new Map([...files].filter(([each]) => each !== path));
      },
    },
  ),
  publicCheat(
    [
      "freeze-cosigned-after-dice",
      "platform",
      "掷骰之后才请见证方为名册冻结签名",
      "Witnesses sign the freeze only once the dice are thrown",
    ],
    "moments",
    {
      steps: (steps) => {
        const [from, to] = [indexOf({ steps }, "freeze"), indexOf({ steps }, "dice")];
        return steps.map((step, at) => (at >= from && at < to ? { entry: step.entry } : step));
      },
    },
  ),
  publicCheat(
    [
      "objections-cut-short",
      "platform",
      "异议期不足48小时就结束承诺",
      "Commitments are closed after one hour, not the 48 for objections",
    ],
    "moments",
    { steps: earlierFrom("cset", 47 * HOUR) },
  ),
  publicCheat(
    [
      "one-witness-backdates",
      "witness",
      "异议期不足，一个见证方把冻结的签名时间倒填两天",
      "The time for objections is cut short, and one witness dates the freeze two days back",
    ],
    "moments",
    backdated(["parents.example"]),
  ),
  cheat(
    [
      "quorum-backdates",
      "witness",
      "法定人数的见证方一同倒填冻结的时间",
      "A quorum of witnesses dates the freeze two days back, to hide how short the time was",
    ],
    [
      {
        tier: "people",
        how: {
          zh: "其余见证方和当时查看的家庭所记的时间",
          en: "the other witnesses, and families who looked at the time: when they saw the freeze",
        },
      },
    ],
    () => tampered(backdated(["parents.example", "notary.example"])),
  ),
  publicCheat(
    [
      "clock-turned-back",
      "witness",
      "见证方的时钟倒转：种子的时间早于掷骰",
      "The witnesses' clocks are turned back: the seed is earlier than the dice",
    ],
    "moments",
    { steps: earlierFrom("seed", 24 * HOUR) },
  ),
  publicCheat(
    [
      "two-freezes",
      "officer",
      "同一次运行冻结两次，事后再挑一份名册",
      "The roll is frozen twice, to choose between the two afterwards",
    ],
    "order",
    loggedAfter("freeze", ({ entry }) => [entry]),
  ),
  publicCheat(
    [
      "void-ignored",
      "officer",
      "宣布作废之后照样公布结果",
      "The run was declared void, and its results are announced all the same",
    ],
    "order",
    loggedAfter("seed", () => [
      { t: "void", run, by: ["officer-1", "officer-2"], reason: "again" },
    ]),
  ),
  publicCheat(
    [
      "announced-without-outcome",
      "platform",
      "没有登记分配结果就公布",
      "Results are announced that were never logged",
    ],
    "order",
    { steps: (steps) => steps.filter((step) => !isOf(step, "outcome")) },
  ),
];

/** With the log, its checkpoints and their times. */
export const LOG_CHEATS: readonly Cheat[] = [...REWRITTEN, ...DAMAGED, ...SIGNED, ...MOMENTS];
