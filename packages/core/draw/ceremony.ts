import type { Failure, Result } from "../domain/result.ts";
import { err, failure, ok } from "../domain/result.ts";
import type { EntryOf, EntryType, LogEntry } from "../log/entries.ts";
import { isBeacon } from "./beacon.ts";
import type { CeremonyState } from "./ceremony-state.ts";
import {
  allOf,
  commitOf,
  commitSetOf,
  faultOfSecret,
  keysOf,
  openedSharesOf,
  recoveredSecretOf,
  secretOf,
  seedOf,
  theOnly,
} from "./ceremony-state.ts";
import type { SignedEntry } from "./contributor-keys.ts";
import { isSignedBy, isSigningKey } from "./contributor-keys.ts";
import { checkShare, isBoxKey, isPoint, numberOf } from "./escrow.ts";
import { freezeHash } from "./hashes.ts";

/**
 * One run's ceremony as a fold of its log entries, with the rules of docs/specification.md,
 * section 6. What the server is about to log is judged by it before it is logged.
 */

/** Between which entries one of a type may stand: after the first, and before the second. */
const WINDOW: Readonly<Record<EntryType, readonly [EntryType | null, EntryType | null]>> = {
  open: [null, "open"],
  app: ["open", null],
  contributor: ["open", "freeze"],
  freeze: ["open", "freeze"],
  commit: ["freeze", "cset"],
  share: ["freeze", "cset"],
  cset: ["freeze", "cset"],
  dice: ["cset", "dice"],
  reveal: ["dice", "seed"],
  "opened-share": ["dice", "seed"],
  recover: ["dice", "seed"],
  beacon: ["dice", "seed"],
  seed: ["dice", "seed"],
  outcome: ["seed", "outcome"],
  announce: ["outcome", "announce"],
  void: ["open", null],
};

const fault = (code: string, zh: string, en: string, place?: string): Failure =>
  failure(`ceremony.${code}`, zh, en, place);

/**
 * Takes the next entry of the run, which stands at `index` of the log.
 *
 * Fails where the entry may not stand there; the state before remains the true one.
 */
export function foldEntry(
  state: CeremonyState,
  entry: LogEntry,
  index: number,
): Result<CeremonyState> {
  const problem = faultOfPlace(state, entry) ?? faultOf(state, entry);
  if (problem !== undefined) return err(problem);
  // Rows are the roll's matter, and there are many.
  return ok(entry.t === "app" ? state : { ...state, past: [...state.past, { index, entry }] });
}

function faultOfPlace(state: CeremonyState, { run, t }: LogEntry): Failure | undefined {
  if (run !== state.plan.run) {
    return fault(
      "other-run",
      `这是另一次运行“${run}”的条目。`,
      `This entry is of another run, “${run}”.`,
      "run",
    );
  }
  if (theOnly(state, "void") !== undefined && t !== "void" && t !== "app") {
    return fault(
      "voided",
      "本次运行已作废，不能继续。请开始新的运行。",
      "This run has been voided. Start another attempt.",
    );
  }
  const [after, before] = WINDOW[t];
  if (after !== null && theOnly(state, after) === undefined) {
    return fault(
      "too-early",
      `“${t}”必须在“${after}”之后。`,
      `“${t}” comes after “${after}”, which has not happened yet.`,
    );
  }
  if (before !== null && theOnly(state, before) !== undefined) {
    return fault(
      "too-late",
      before === t ? `“${t}”只能有一次。` : `“${before}”之后不能再有“${t}”。`,
      before === t ? `“${t}” happens once only.` : `No “${t}” can follow “${before}”.`,
    );
  }
  return undefined;
}

function faultOf(state: CeremonyState, entry: LogEntry): Failure | undefined {
  switch (entry.t) {
    case "contributor":
      return faultOfContributor(state, entry);
    case "freeze":
      return faultOfFreeze(state, entry);
    case "commit":
      return faultOfCommit(state, entry) ?? faultOfSignature(state, entry);
    case "share":
      return faultOfJudgement(state, entry) ?? faultOfSignature(state, entry);
    case "cset":
      return faultOfCommitSet(state, entry);
    case "dice":
      return faultOfDice(state, entry);
    case "reveal":
      return (
        faultOfKnownSecret(state, entry.id) ??
        faultOfSignature(state, entry) ??
        faultOfSecret(state, entry.id, entry.r)
      );
    case "opened-share":
      return faultOfOpenedShare(state, entry) ?? faultOfSignature(state, entry);
    case "recover":
      return (
        faultOfKnownSecret(state, entry.id) ?? differs("r", entry.r, recoveredOf(state, entry))
      );
    case "beacon":
      return faultOfBeacon(state, entry);
    case "seed":
      return differs("seed", entry.seed, seedOf(state));
    case "outcome":
      return faultOfOutcome(state, entry);
    case "open":
    case "app":
    case "announce":
    case "void":
      return undefined;
  }
}

const recoveredOf = (state: CeremonyState, { id }: EntryOf<"recover">): Result<string> =>
  recoveredSecretOf(state, id);

/** What is wrong with a value that anybody can compute anew. */
function differs(key: string, found: string, expected: Result<string>): Failure | undefined {
  if (!expected.ok) return expected.error;
  if (expected.value === found) return undefined;
  return fault(
    "value",
    `“${key}”与重新计算的结果不符。`,
    `“${key}” is not what its parts give when computed anew.`,
    key,
  );
}

function faultOfId(state: CeremonyState, id: string, place: string): Failure | undefined {
  if (state.plan.contributors.includes(id)) return undefined;
  return fault(
    "unknown-contributor",
    `方案中没有参与方“${id}”。`,
    `The plan has no contributor “${id}”.`,
    place,
  );
}

const twice = (place?: string): Failure =>
  fault("twice", "同样的内容已经记录，不能重复。", "This has been recorded already.", place);

function faultOfContributor(
  state: CeremonyState,
  { id, key, box }: EntryOf<"contributor">,
): Failure | undefined {
  const unknown = faultOfId(state, id, "id");
  if (unknown !== undefined) return unknown;
  if (keysOf(state, id) !== undefined) return twice("id");
  if (!isSigningKey(key) || !isBoxKey(box)) {
    return fault("weak-key", "该公钥无效，请重新生成。", "This key is no good key. Make new ones.");
  }
  // One pair of keys for two contributors would be one contributor.
  if (allOf(state, "contributor").some((other) => other.key === key || other.box === box)) {
    return fault(
      "shared-key",
      "该公钥已属于另一参与方。请各自生成。",
      "Another contributor has this key. Everyone makes their own.",
    );
  }
  return undefined;
}

function faultOfFreeze(state: CeremonyState, entry: EntryOf<"freeze">): Failure | undefined {
  const { run, contributors } = state.plan;
  const missing = contributors.filter((id) => keysOf(state, id) === undefined);
  if (missing.length > 0) {
    return fault(
      "contributors-missing",
      `以下参与方尚未登记公钥：${missing.join("、")}。`,
      `These contributors have not registered their keys: ${missing.join(", ")}.`,
    );
  }
  const counts = Object.entries(entry.counts);
  if (
    counts.reduce((sum, [, count]) => sum + count, 0) !== entry.n ||
    counts.some(([name, count]) => count < 5 && (name !== "other" || counts.length > 1))
  ) {
    return fault(
      "counts",
      "各类人数之和应等于名册人数，且每一项至少5人，不足的并入“other”。",
      "The counts add up to the rows of the roll, and none is below 5: such ones go to “other”.",
      "counts",
    );
  }
  const rules = theOnly(state, "open")?.rules ?? "";
  return differs("freeze", entry.freeze, ok(freezeHash(run, rules, entry.n, entry.roll)));
}

function faultOfCommit(state: CeremonyState, entry: EntryOf<"commit">): Failure | undefined {
  const unknown = faultOfId(state, entry.id, "id");
  if (unknown !== undefined) return unknown;
  const { contributors, threshold } = state.plan;
  const receivers = contributors.filter((id) => id !== entry.id);
  if (
    Object.keys(entry.boxes).length !== receivers.length ||
    !receivers.every((id) => Object.hasOwn(entry.boxes, id))
  ) {
    return fault(
      "boxes",
      "必须给其他每一参与方各一份密封份额。",
      "There is one sealed share for every other contributor.",
      "boxes",
    );
  }
  if (entry.a.length !== threshold || !entry.a.every(isPoint)) {
    return fault(
      "points",
      `应有${threshold}个有效的点。`,
      `There are as many valid points as the threshold, ${threshold}.`,
      "a",
    );
  }
  // Judgements of shares name `c`: a second deal under it would inherit those of the first.
  return allOf(state, "commit").some(({ c }) => c === entry.c) ? twice("c") : undefined;
}

function faultOfJudgement(state: CeremonyState, entry: EntryOf<"share">): Failure | undefined {
  const { id, from, c } = entry;
  const unknown = faultOfId(state, id, "id") ?? faultOfId(state, from, "from");
  if (unknown !== undefined) return unknown;
  if (id === from || commitOf(state, from)?.c !== c) {
    return fault(
      "no-such-share",
      `“${from}”现有的承诺不是这一个。请重新查看后再判断。`,
      `This is not the present commitment of “${from}”. Look again and judge that.`,
      "c",
    );
  }
  return undefined;
}

function faultOfCommitSet(state: CeremonyState, entry: EntryOf<"cset">): Failure | undefined {
  const { contributors } = state.plan;
  if (
    entry.ids.length !== contributors.length ||
    !entry.ids.every((id, index) => id === contributors[index])
  ) {
    return fault(
      "ids",
      "参与方名单应与方案一致，并按升序排列。",
      "The contributors are those of the plan, ascending.",
      "ids",
    );
  }
  return differs("cset", entry.cset, commitSetOf(state));
}

function faultOfDice(state: CeremonyState, { dice }: EntryOf<"dice">): Failure | undefined {
  const { throws } = state.plan;
  if (dice.length >= throws) return undefined;
  return fault(
    "too-few-throws",
    `至少需要${throws}次掷骰，目前只有${dice.length}次。请继续掷骰。`,
    `At least ${throws} throws are needed; there are ${dice.length}. Throw on.`,
    "dice",
  );
}

const faultOfKnownSecret = (state: CeremonyState, id: string): Failure | undefined =>
  faultOfId(state, id, "id") ?? (secretOf(state, id) === undefined ? undefined : twice("id"));

function faultOfOpenedShare(
  state: CeremonyState,
  { id, of, share }: EntryOf<"opened-share">,
): Failure | undefined {
  const problem = faultOfId(state, id, "id") ?? faultOfKnownSecret(state, of);
  if (problem !== undefined) return problem;
  if (openedSharesOf(state, of).some((entry) => entry.id === id)) return twice("of");
  const number = numberOf(state.plan.contributors, id);
  if (id !== of && checkShare(share, number, commitOf(state, of)?.a ?? [])) return undefined;
  return fault(
    "wrong-share",
    `这不是“${id}”从“${of}”收到的份额。`,
    `This is not the share that “${id}” got from “${of}”.`,
    "share",
  );
}

function faultOfBeacon(state: CeremonyState, entry: EntryOf<"beacon">): Failure | undefined {
  if (theOnly(state, "beacon") !== undefined) return twice();
  if (entry.round !== state.plan.beacon) {
    return fault(
      "other-round",
      "方案没有指定这一轮信标。",
      "The plan does not name this round of the beacon.",
      "round",
    );
  }
  if (isBeacon(entry.round, entry.sig)) return undefined;
  return fault(
    "beacon",
    "信标的签名无效。请重新下载。",
    "The beacon's signature does not hold. Fetch it again.",
    "sig",
  );
}

function faultOfOutcome(state: CeremonyState, entry: EntryOf<"outcome">): Failure | undefined {
  if (entry.build !== theOnly(state, "open")?.build) {
    return fault(
      "other-build",
      "录取所用的软件与开启时公布的不同。",
      "The seats were given by other software than was announced at the opening.",
      "build",
    );
  }
  if (entry.placed <= (theOnly(state, "freeze")?.n ?? 0)) return undefined;
  return fault(
    "placed",
    "录取人数多于名册人数。",
    "More children have seats than are on the roll.",
    "placed",
  );
}

function faultOfSignature(state: CeremonyState, entry: SignedEntry): Failure | undefined {
  const [freeze, keys] = [theOnly(state, "freeze"), keysOf(state, entry.id)];
  if (freeze !== undefined && keys !== undefined && isSignedBy(freeze.freeze, entry, keys.key)) {
    return undefined;
  }
  return fault(
    "signature",
    `签名不是“${entry.id}”的，或内容被改动。`,
    `The signature is not by “${entry.id}”, or the content was changed.`,
    "sig",
  );
}
