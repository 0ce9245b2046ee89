import { assertNever } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { joinTexts, text } from "@yangguang/core/domain/text.ts";
import type { NextStep } from "@yangguang/core/draw/next-steps.ts";
import type { EntryOf, LogEntry } from "@yangguang/core/log/entries.ts";
import type { RunStep } from "@yangguang/web/views.ts";
import type { WatchedEntry } from "../services/run-watch.ts";

/** The ceremony in plain words, for everybody who watches it. */

const CONTRIBUTORS: Readonly<Record<string, Text>> = {
  discipline: text("纪检监察", "the discipline inspectors"),
  media: text("媒体代表", "the press"),
  notary: text("公证处", "the notary"),
  parents: text("家长代表", "the parents"),
  platform: text("平台", "the platform"),
};

/** A contributor as people call it; its id where nobody has given it a name. */
export const contributorName = (id: string): Text =>
  (Object.hasOwn(CONTRIBUTORS, id) ? CONTRIBUTORS[id] : undefined) ?? text(id, id);

const BUREAU = text("教育局", "the bureau");

/** The platform stands for the second person where nobody else watches. */
const officers = (by: readonly string[]): Text =>
  by.includes("platform") ? BUREAU : text("教育局两名工作人员", "two officers of the bureau");

interface Words {
  readonly who: Text;
  readonly what: Text;
  readonly note?: Text;
  /** Digits that people may want to compare. */
  readonly value?: string;
}

function wordsOf(entry: LogEntry): Words {
  switch (entry.t) {
    case "open":
      return {
        who: BUREAU,
        what: text("公布规则、软件和见证方", "Rules, software and witnesses fixed"),
        value: entry.rules,
      };
    case "contributor":
      return {
        who: contributorName(entry.id),
        what: text("登记公钥", "Keys registered"),
        value: entry.key,
      };
    case "freeze":
      return {
        who: officers(entry.by),
        what: text(`名册冻结，共${entry.n}人`, `Roll frozen, ${entry.n} children`),
        value: entry.freeze,
      };
    case "outcome":
      return {
        who: BUREAU,
        what: text(`学位已分配，录取${entry.placed}人`, `Seats given to ${entry.placed} children`),
        value: entry.full,
      };
    case "announce":
      return { who: BUREAU, what: text("公布结果", "Results announced") };
    case "void":
      return {
        who: officers(entry.by),
        what: text("本次运行作废", "The run is void"),
        note: text(entry.reason, entry.reason),
      };
    case "app":
      return { who: BUREAU, what: text("登记一行", "A row recorded"), value: entry.c };
    case "commit":
    case "share":
    case "cset":
    case "dice":
    case "reveal":
    case "opened-share":
    case "recover":
    case "beacon":
    case "seed":
      return drawWords(entry);
    default:
      return assertNever(entry);
  }
}

type DrawEntry = EntryOf<
  "commit" | "share" | "cset" | "dice" | "reveal" | "opened-share" | "recover" | "beacon" | "seed"
>;

function drawWords(entry: DrawEntry): Words {
  switch (entry.t) {
    case "commit":
      return {
        who: contributorName(entry.id),
        what: text("封存了自己的秘密", "Sealed a secret"),
        value: entry.c,
      };
    case "share":
      return { who: contributorName(entry.id), what: shareWords([entry]) };
    case "cset":
      return {
        who: BUREAU,
        what: text("各方秘密全部封存，不再增减", "All secrets sealed; nobody joins or leaves"),
        value: entry.cset,
      };
    case "dice":
      return {
        who: joinTexts(entry.readers.map((reader) => text(reader, reader))),
        what: text("当众掷骰，两人读数一致", "Dice thrown, read alike by two people"),
        value: entry.dice,
      };
    case "reveal":
      return {
        who: contributorName(entry.id),
        what: text("公开了自己的秘密", "Showed the secret"),
        value: entry.r,
      };
    case "opened-share":
      return {
        who: contributorName(entry.id),
        what: about("打开了{}的一份密封份额", "Opened a share of {}", entry.of),
      };
    case "recover":
      return {
        who: contributorName("platform"),
        what: about("用各方的份额还原了{}的秘密", "Secret of {} rebuilt from shares", entry.id),
        value: entry.r,
      };
    case "beacon":
      return {
        who: text("drand 随机信标", "the drand beacon"),
        what: text(`第${entry.round}轮`, `Round ${entry.round}`),
        value: entry.sig,
      };
    case "seed":
      return { who: BUREAU, what: text("得出摇号种子", "Seed computed"), value: entry.seed };
    default:
      return assertNever(entry);
  }
}

/** Words with `{}` for a contributor's name. */
const about = (zh: string, en: string, id: string): Text => {
  const name = contributorName(id);
  return text(zh.replace("{}", name.zh), en.replace("{}", name.en));
};

function shareWords(entries: readonly EntryOf<"share">[]): Text {
  const from = joinTexts(entries.map((entry) => contributorName(entry.from)));
  return entries[0]?.ok === 1
    ? text(`核对了${from.zh}给的份额：有效`, `Found the shares from ${from.en} good`)
    : text(`报告${from.zh}给的份额无效`, `Could not use the share from ${from.en}`);
}

/** What happened in a run, newest first; what somebody said of several shares at once is one step. */
export function runSteps(entries: readonly WatchedEntry[]): readonly RunStep[] {
  const groups: WatchedEntry[][] = [];
  for (const one of entries) {
    const last = groups.at(-1);
    if (last !== undefined && isSameWord(last.at(-1)?.entry, one.entry)) last.push(one);
    else groups.push([one]);
  }
  return groups.map(runStep).toReversed();
}

const isSameWord = (before: LogEntry | undefined, entry: LogEntry): boolean =>
  before?.t === "share" &&
  entry.t === "share" &&
  before.id === entry.id &&
  before.ok === 1 &&
  entry.ok === 1;

function runStep(group: readonly WatchedEntry[], place: number): RunStep {
  const entries = group.map(({ entry }) => entry);
  const shares = entries.filter((entry) => entry.t === "share");
  const [first] = entries;
  if (first === undefined) throw new Error("a step without an entry");
  const words = wordsOf(first);
  return {
    key: String(place),
    ...words,
    ...(shares.length > 0 ? { what: shareWords(shares) } : {}),
    leaves: group.map(({ leaf, index }) => ({ hash: leaf, index })),
    publishedAt: group.at(-1)?.publishedAt?.toISOString() ?? null,
  };
}

type Wait = (who: Text, of: string) => Text;

const WAITS: Readonly<Record<NextStep["t"], Wait>> = {
  open: () => text("等待开启。", "The run is to be opened."),
  app: () => text("等待报名。", "Applications are awaited."),
  contributor: (who) => text(`等待登记公钥：${who.zh}。`, `Keys are awaited from ${who.en}.`),
  freeze: () => text("等待冻结名册。", "The roll is to be frozen."),
  commit: (who) => text(`等待封存秘密：${who.zh}。`, `A sealed secret is awaited from ${who.en}.`),
  share: (who) => text(`等待核对份额：${who.zh}。`, `Shares are to be checked by ${who.en}.`),
  cset: () =>
    text("各方都已封存，等待教育局结束封存。", "All is sealed; the bureau is to close it."),
  dice: () => text("等待当众掷骰子。", "The dice are to be thrown in public."),
  reveal: (who) => text(`等待公开秘密：${who.zh}。`, `A secret is awaited from ${who.en}.`),
  "opened-share": (_, of) =>
    about(
      "如果{}缺席，其他方可以打开份额，还原它的秘密。",
      "If {} stays away, the others can open their shares and rebuild the secret.",
      of,
    ),
  recover: (_, of) => about("份额已够，即将还原{}的秘密。", "The secret of {} can be rebuilt.", of),
  void: (_, of) =>
    about(
      "{}封存的内容有假，无法还原：本次运行必须作废。",
      "What {} sealed was false and cannot be rebuilt: the run must be voided.",
      of,
    ),
  beacon: () => text("等待随机信标。", "The beacon's round is awaited."),
  seed: () => text("都齐了，等待得出种子。", "All is there; the seed is to be computed."),
  outcome: () => text("等待分配学位。", "The seats are to be given."),
  announce: () => text("等待公布结果。", "The results are to be announced."),
};

/** What the run waits for, and from whom. */
export const awaitedWords = (steps: readonly NextStep[]): readonly Text[] =>
  steps.map(({ t, from, of = "" }) => WAITS[t](joinTexts(from.map(contributorName)), of));
