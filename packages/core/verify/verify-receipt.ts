import { text } from "../domain/text.ts";
import type { Failure } from "../domain/result.ts";
import { hashBytes, pidBytes, toHex } from "../draw/encoding.ts";
import { toBase64 } from "../log/bytes.ts";
import type { Quorum } from "../log/checkpoint.ts";
import { checkQuorum, parseSignedCheckpoint } from "../log/checkpoint.ts";
import { includes } from "../log/tree.ts";
import type { Hash } from "../log/tree-hash.ts";
import type { Result } from "../domain/result.ts";
import type { RunFolder } from "./folder.ts";
import { ReadFolder } from "./folder.ts";
import { hashingWith, macsOf } from "./hashing.ts";
import { needs, notYet } from "./loaded.ts";
import type { Material } from "./material.ts";
import { readMaterial } from "./material.ts";
import type { Outcome } from "./outcome.ts";
import { readOutcome } from "./outcome.ts";
import type { Receipt } from "./receipt.ts";
import { leafOfReceipt, readReceipt, rowOfReceipt } from "./receipt.ts";
import { expectedSeat } from "./receipt-seat.ts";
import type { Evidence, Fault } from "./report.ts";
import { fault, writer } from "./report.ts";
import { rowOf } from "./room.ts";

/** What is checked of a receipt; all but the first three need the run's public folder. */
export const RECEIPT_CHECKS = [
  "form",
  "inclusion",
  "quorum",
  "trust",
  "same-log",
  "roll",
  "lot",
  "seat",
] as const;

export type ReceiptCheck = (typeof RECEIPT_CHECKS)[number];

type ReceiptEvidence = Evidence<ReceiptCheck>;

export interface ReceiptReport {
  readonly run: string;
  readonly pid: string;
  readonly verdict: "holds" | "fails";
  readonly checks: readonly ReceiptEvidence[];
}

export interface ReceiptOptions {
  /** `trust` as learned from elsewhere: 64 hex digits. */
  readonly trust?: string;
  /** The run's public folder, or one with `trust.json` alone. */
  readonly folder?: RunFolder;
  readonly sha256?: Hash;
}

/** A receipt as it is checked: with what the folder says. */
interface Case {
  readonly receipt: Receipt;
  readonly row: string;
  readonly options: ReceiptOptions;
  readonly material: Material | null;
  readonly outcome: Outcome | null;
}

/** Checks a receipt, offline as far as it goes: docs/specification.md, section 5.3. */
export async function verifyReceipt(
  file: Uint8Array,
  options: ReceiptOptions = {},
): Promise<ReceiptReport> {
  const say = writer<ReceiptCheck>(
    "form",
    text("回执的格式和内容", "the receipt's form and what it says"),
    ["receipt"],
  );
  const read = readReceipt(file);
  if (!read.ok) {
    const evidence = say.fails([told("section 5.3", "-", read.error)]);
    return { run: "", pid: "", verdict: "fails", checks: [evidence] };
  }
  const receipt = read.value;
  const shown = receipt.fields.map(([name, value]) => `${name}=${value}`).join(" ");
  const material = await materialOf(options, receipt.proof.index);
  const one: Case = {
    receipt,
    row: rowOfReceipt(receipt),
    options,
    material,
    outcome: material === null ? null : await readOutcome(material),
  };
  const checks = [
    say.holds(shown, shown),
    checkInclusion(one),
    checkWitnesses(one),
    checkTrustGiven(one),
    checkSameLog(one),
    checkOnRoll(one),
    checkOwnLot(one),
    checkSeat(one),
  ];
  const fails = checks.some(({ result }) => result === "fails");
  return { run: receipt.run, pid: receipt.pid, verdict: fails ? "fails" : "holds", checks };
}

async function materialOf(
  { folder, sha256 }: ReceiptOptions,
  watched: number,
): Promise<Material | null> {
  if (folder === undefined) return null;
  const hashing = hashingWith(sha256);
  return readMaterial(new ReadFolder(folder, hashing.sha256), hashing, () => {}, watched);
}

const told = (expected: string, found: string, { message: { zh, en } }: Failure): Fault =>
  fault(expected, found, zh, en);

function checkInclusion({ receipt, row }: Case): ReceiptEvidence {
  const say = writer<ReceiptCheck>(
    "inclusion",
    text(
      "由回执内容得出的日志条目，及其到根哈希的路径",
      "the log's entry that follows from the receipt, and its path to the root",
    ),
    ["receipt"],
  );
  const { index, path, checkpoint } = receipt.proof;
  const signed = parseSignedCheckpoint(checkpoint);
  if (!signed.ok) return say.fails([told("section 5.2", "-", signed.error)]);
  const { size, root } = signed.value.checkpoint;
  const expected = `${row}, ${index} of ${size}, ${toBase64(root)}`;
  const leafHash = leafOfReceipt(receipt.run, row);
  if (includes({ leafHash, index, size, proof: path, root })) return say.holds(expected, expected);
  return say.fails([
    fault(
      expected,
      `leaf ${toHex(leafHash)}`,
      "回执的内容不在检查点所签的日志中：回执被改动，或日志没有收录它。",
      "What the receipt says is not in the log that was signed: the receipt was changed, or never logged.",
    ),
  ]);
}

const NO_KEYS = needs("trust.json");

function checkWitnesses({ receipt, material }: Case): ReceiptEvidence {
  const say = writer<ReceiptCheck>(
    "quorum",
    text("日志和见证方的签名", "the signatures of the log and its witnesses"),
    ["receipt", "trust.json"],
  );
  const trust = material?.trust.value ?? null;
  if (trust === null) return say.absent(NO_KEYS);
  const quorum: Result<Quorum> = checkQuorum(receipt.proof.checkpoint, trust);
  if (!quorum.ok) return say.fails([told(`quorum ${trust.quorum}`, "-", quorum.error)]);
  const names = quorum.value.cosigners.map(({ name, time }) => `${name} ${time}`).join(", ");
  return say.holds(`quorum ${trust.quorum}`, names);
}

function checkTrustGiven({ material, options }: Case): ReceiptEvidence {
  const say = writer<ReceiptCheck>("trust", text("公钥文件的哈希", "the hash of the keys' file"), [
    "trust.json",
  ]);
  if (material === null || material.trust.bytes === null) return say.absent(NO_KEYS);
  const found = material.hashing.tagged("xadm/v1/trust", material.trust.bytes);
  const { trust: expected } = options;
  if (expected === undefined) {
    return say.holds(
      found,
      found,
      text(
        "您没有提供从别处得知的值，请与公告上印的核对。",
        "You gave no value learned elsewhere. Compare it with the printed notice.",
      ),
    );
  }
  const wrong = fault(
    expected,
    found,
    "公钥不是您从别处得知的那些。",
    "The keys are not those that you learned of elsewhere.",
  );
  return say.judge(found === expected ? [] : [wrong], expected, found);
}

/** The run's log must hold the receipt's entry too: a log may have been forked since. */
function checkSameLog({ receipt, row, material }: Case): ReceiptEvidence {
  const say = writer<ReceiptCheck>(
    "same-log",
    text("公开的日志中是否也有这一条目", "whether the published log has the entry too"),
    ["receipt", "log/tile/entries"],
  );
  const log = material?.log ?? null;
  if (material === null || log === null) return say.absent(needs("log"));
  if (receipt.run !== material.run) {
    return say.fails([
      fault(material.run, receipt.run, "回执属于另一次运行。", "The receipt is of another run."),
    ]);
  }
  const { index } = receipt.proof;
  if (index >= log.report.entries) {
    return say.absent(notYet(text("公开的日志还没有这一条", "the published log is older")));
  }
  const logged = log.reader.watchedRow;
  const wrong = fault(
    `log:${index} ${row}`,
    `log:${index} ${logged ?? "-"}`,
    "公开的日志中没有这份回执的条目：日志被改写或分叉。",
    "The published log does not hold this receipt's entry: it was rewritten, or forked.",
  );
  return say.judge(logged === row ? [] : [wrong], `log:${index}`);
}

function checkOnRoll({ receipt, row, material }: Case): ReceiptEvidence {
  const say = writer<ReceiptCheck>(
    "roll",
    text("名册上的是否就是这一行", "whether the roll has this very row"),
    ["receipt", "roll.csv"],
  );
  const roll = material?.roll.value ?? null;
  if (roll === null) return say.absent(notYet(text("名册", "the roll")));
  const values = new Map(receipt.fields);
  if (values.get("status") !== "eligible") {
    return say.absent(
      text(
        `这份回执是另一阶段的（状态：${values.get("status") ?? ""}），名册上的是“eligible”那一份。`,
        `This receipt is of another stage (status: ${values.get("status") ?? ""}); the roll has the one that says “eligible”.`,
      ),
    );
  }
  const place = roll.placeOf.get(receipt.pid);
  const found = roll.rowAt(place) ?? "-";
  if (found === row) return say.holds(row, found);
  const version = values.get("version") ?? "";
  return say.fails([
    place === undefined
      ? fault(row, "-", "名册上没有这名儿童。", "The child is not on the roll.")
      : fault(
          row,
          found,
          `名册上用的不是这一版（第${version}版）。若您有更新的回执，请检查那一份；若这是最新的，请提出异议。`,
          `The roll has another version than this one (number ${version}). If you have a later receipt, check that; if this is your latest, object.`,
        ),
  ]);
}

/** The lot in a draw, for the holder that the folder names. */
function lotOf({ receipt, material, outcome }: Case, seed: string, draw: string): string {
  const holder = new Map(outcome?.holders.value).get(receipt.pid) ?? receipt.pid;
  const { sha256 } = material?.hashing ?? hashingWith();
  const mac = macsOf(sha256, hashBytes(seed), 16, "xadm/v1/lot", receipt.run, draw);
  return toHex(mac(pidBytes(holder)));
}

function checkOwnLot(one: Case): ReceiptEvidence {
  const { receipt, material, outcome } = one;
  const say = writer<ReceiptCheck>("lot", text("本人的抽签号", "the child's own lot"), [
    "receipt",
    "holders.csv",
    ...(material?.indexOf("seed") ?? []),
  ]);
  const seed = material?.first("seed")?.seed;
  const plan = material?.plan.value ?? null;
  if (seed === undefined || plan === null) return say.absent(notYet(text("抽签", "the draw")));
  if (material?.roll.value?.placeOf.has(receipt.pid) !== true) {
    return say.absent(text("名册上没有这名儿童。", "The child is not on the roll."));
  }
  const lots = plan.draws.map((draw) => `${draw} ${lotOf(one, seed, draw)}`).join(", ");
  const group = new Map(receipt.fields).get("lot-group") ?? "";
  const holders = outcome?.holders.value ?? null;
  const holder = new Map(holders).get(receipt.pid) ?? "";
  if (holders === null || group === holder) return say.holds(lots, lots);
  // Nobody shares: siblings of whom one alone is on the roll draw by their pids.
  if (holder === "" && !holders.some(([, shared]) => shared === group)) {
    return say.holds(
      lots,
      lots,
      text(
        "名册上没有与之同签的兄弟姐妹，因此单独抽签。若兄弟姐妹也在名册上，请提出异议。",
        "No brother or sister who shares the lot is on the roll, so the child has a lot of its own. If one is on the roll, object.",
      ),
    );
  }
  return say.fails([
    fault(
      group || receipt.pid,
      holder || receipt.pid,
      "公布的同签编号与回执不符，抽签号因此不同。",
      "The published holder is not that of the receipt, and so the lot is another.",
    ),
  ]);
}

function checkSeat(one: Case): ReceiptEvidence {
  const { receipt, material, outcome } = one;
  const say = writer<ReceiptCheck>(
    "seat",
    text(
      "按本人的各项和抽签号，应录取到分数线达到的第一所学校",
      "the first school whose cutoff the child clears, by its own row and lot",
    ),
    ["receipt", "policy.yaml", "cutoffs.csv", "placements.csv"],
  );
  const [seed, policy] = [material?.first("seed")?.seed, material?.policy.value ?? null];
  const placed = new Map(outcome?.placements.value).get(receipt.pid);
  const cutoffs = outcome?.cutoffs.value ?? null;
  if (seed === undefined || policy === null || placed === undefined || cutoffs === null) {
    return say.absent(notYet(text("公布结果", "the announcement")));
  }
  const row = rowOf(policy, receipt);
  if (row === undefined) {
    return say.absent(
      text("需要名册上的那一版回执。", "The receipt of the version on the roll is needed."),
    );
  }
  const { schools, compared } = expectedSeat(
    policy,
    row,
    (draw) => lotOf(one, seed, draw),
    cutoffs,
  );
  const expected = schools.join(" / ");
  if (schools.includes(placed)) {
    return say.holds(expected, `${placed} (${compared.join("; ")})`);
  }
  return say.fails([
    fault(
      expected,
      `${placed} (${compared.join("; ")})`,
      "按公布的分数线，录取结果应当不同。请提出异议。",
      "By the public cutoffs the result should have been another. Object.",
    ),
  ]);
}
