import { allocate } from "../../allocation/allocate.ts";
import { checkProblem } from "../../allocation/check-problem.ts";
import type { AllocationOutcome, AllocationProblem } from "../../domain/allocation-problem.ts";
import { text } from "../../domain/text.ts";
import { fromHex } from "../../draw/encoding.ts";
import { rowCommitment } from "../../draw/hashes.ts";
import { textOf } from "../../log/bytes.ts";
import type { JsonValue } from "../../log/canonical-json.ts";
import { canonicalJson } from "../../log/canonical-json.ts";
import { buildProblem } from "../../season/build-problem.ts";
import { lotsOfRun } from "../../season/commitments.ts";
import {
  cutoffLines,
  cutoffsHash,
  fullHash,
  placementLines,
  placementsHash,
} from "../../season/outcome-hashes.ts";
import { categoryCounts } from "../../season/publication.ts";
import type { RollRow } from "../../season/roll.ts";
import type { RunFolder } from "../folder.ts";
import type { Material } from "../material.ts";
import type { Outcome } from "../outcome.ts";
import type { Evidence, Fault } from "../report.ts";
import { fault, writer } from "../report.ts";
import { damaged, missing, needs, notYet } from "../loaded.ts";
import type { OpenedRow } from "../room.ts";
import { readRows, rowOf } from "../room.ts";

const ROWS = "rows.jsonl";
const PROBLEM = "problem.json";

const NOT_PUBLIC = text(
  "名册的内容不公开，只有受监督的核查室可以检查。",
  "The rows are not public; only the supervised room can check this.",
);

const SAYS = {
  rows: text("名册每一行的承诺", "the commitment of each row of the roll"),
  counts: text("各类别人数", "the numbers by category"),
  problem: text("由政策和名册得出的分配问题", "the allocation's input, from policy and rows"),
  allocation: text("重新分配的结果", "the allocation, done anew"),
} as const;

const FROM = {
  rows: [ROWS, "roll.csv", "holders.csv"],
  counts: [ROWS],
  problem: [PROBLEM, ROWS, "policy.yaml"],
  allocation: [ROWS, "policy.yaml"],
} as const;

type RoomCheck = keyof typeof SAYS;

const CHECKS = ["rows", "counts", "problem", "allocation"] as const;

const about = (check: RoomCheck, more: readonly string[] = []) =>
  writer(check, SAYS[check], [...FROM[check], ...more]);

/** Without the supervised room: what it could check. */
export const closedRoom = (): readonly Evidence[] =>
  CHECKS.map((check) => about(check).notPublic(NOT_PUBLIC));

/** Everything that follows from the rows: docs/specification.md, section 15. */
export async function checkRoom(
  material: Material,
  outcome: Outcome,
  room: RunFolder,
): Promise<readonly Evidence[]> {
  const bytes = await room.read(ROWS);
  const opened = bytes === null ? null : readRows(bytes);
  if (opened?.ok !== true) {
    const say = about("rows").fails([
      opened === null ? missing(ROWS) : damaged(ROWS, opened.error.message),
    ]);
    const others = CHECKS.filter((check) => check !== "rows");
    return [say, ...others.map((check) => about(check).absent(needs(ROWS)))];
  }
  const { evidence, rows } = checkRows(material, outcome, opened.value);
  return [
    evidence,
    checkCounts(material, opened.value),
    await checkProblemFile(material, rows, room),
    checkAllocation(material, rows),
  ];
}

function checkRows(
  material: Material,
  outcome: Outcome,
  opened: readonly OpenedRow[],
): { readonly evidence: Evidence; readonly rows: readonly RollRow[] | null } {
  const say = about("rows");
  const [roll, policy] = [material.roll.value, material.policy.value];
  if (roll === null || policy === null) {
    return { evidence: say.absent(needs("roll.csv, policy.yaml")), rows: null };
  }
  const faults: Fault[] = [];
  const rows: RollRow[] = [];
  const holderOf = new Map(outcome.holders.value);
  for (let at = 0; at < Math.max(opened.length, roll.pids.length); at += 1) {
    const one = opened[at];
    if (one === undefined || one.pid !== roll.pids[at]) {
      faults.push(
        fault(
          roll.pids[at] ?? "-",
          one?.pid ?? "-",
          `${ROWS}第${at + 1}行不是名册上的这名儿童。`,
          `Line ${at + 1} of ${ROWS} is not this child of the roll.`,
        ),
      );
      break;
    }
    const row = rowOf(policy, one);
    if (row === undefined) faults.push(wrongFields(one));
    else rows.push(row);
    faults.push(...commitmentFaults(material.run, one, roll.rowAt(at) ?? ""));
  }
  if (outcome.holders.value !== null) faults.push(...groupFaults(rows, holderOf));
  const evidence = say.judge(faults, `${roll.pids.length} rows`, `${opened.length} rows`);
  return { evidence, rows: rows.length === roll.pids.length ? rows : null };
}

function commitmentFaults(run: string, { pid, fields, secret }: OpenedRow, row: string): Fault[] {
  const named = fields.map(([name, value]) => ({ name, value }));
  const found = rowCommitment(run, pid, named, fromHex(secret, 32));
  if (found === row) return [];
  return [
    fault(
      row,
      found,
      `${pid}：这些内容不是名册所承诺的。`,
      `${pid}: this is not what the roll commits to.`,
    ),
  ];
}

const wrongFields = ({ pid, fields }: OpenedRow): Fault =>
  fault(
    "section 4, status eligible",
    fields.map(([name, value]) => `${name}=${value}`).join(" "),
    `${pid}：各项不符合规范，或状态不是“符合条件”。`,
    `${pid}: the fields are not as specified, or the status is not “eligible”.`,
  );

/** Who shares a lot must be who says so in its row; a group of one draws by its pid. */
function groupFaults(
  rows: readonly RollRow[],
  holderOf: ReadonlyMap<string, string>,
): readonly Fault[] {
  const groups = Map.groupBy(rows, ({ lotGroup }) => lotGroup);
  return rows.flatMap(({ pid, lotGroup }) => {
    const shares = lotGroup !== null && (groups.get(lotGroup)?.length ?? 0) > 1;
    const [expected, found] = [shares ? lotGroup : "-", holderOf.get(pid) ?? "-"];
    if (expected === found) return [];
    return [
      fault(
        expected,
        found,
        `${pid}：公布的同签编号不是其名册上的。`,
        `${pid}: the published holder is not the one of its row.`,
      ),
    ];
  });
}

function checkCounts(material: Material, opened: readonly OpenedRow[]): Evidence {
  const say = about("counts", material.indexOf("freeze"));
  const freeze = material.first("freeze");
  if (freeze === undefined) return say.absent(notYet(text("名册冻结", "the freeze")));
  const categories = opened.map(({ fields }) => new Map(fields).get("category") ?? "");
  const found = canonicalJson({ ...categoryCounts(categories) });
  const expected = canonicalJson({ ...freeze.counts });
  const wrong = fault(
    expected,
    found,
    "冻结时公布的各类别人数与名册不符。",
    "The numbers by category that were published at the freeze are not those of the rows.",
  );
  return say.judge(expected === found ? [] : [wrong], expected, found);
}

/** Plain data, but its types are interfaces, which have no index signature. */
const problemText = (problem: AllocationProblem): string =>
  `${canonicalJson(JSON.parse(JSON.stringify({ ...problem, lots: {} })) as JsonValue)}\n`;

async function checkProblemFile(
  { policy, hashing }: Material,
  rows: readonly RollRow[] | null,
  room: RunFolder,
): Promise<Evidence> {
  const say = about("problem");
  const bytes = await room.read(PROBLEM);
  if (bytes === null) return say.fails([missing(PROBLEM)]);
  if (policy.value === null || rows === null) return say.absent(needs("rows.jsonl, policy.yaml"));
  const own = problemText(buildProblem(policy.value, rows, {}));
  const given = textOf(bytes) ?? "";
  const digest = (written: string): string => hashing.tagged("problem", written);
  const wrong = fault(
    digest(own),
    digest(given),
    "分配所用的输入不是由政策和名册得出的。",
    "What the allocation was given does not follow from the policy and the rows.",
  );
  return say.judge(own === given ? [] : [wrong], digest(own), digest(given));
}

function checkAllocation(material: Material, rows: readonly RollRow[] | null): Evidence {
  const say = about("allocation", material.indexOf("seed", "outcome"));
  const logged = material.first("outcome");
  const [policy, seed] = [material.policy.value, material.first("seed")];
  if (logged === undefined || seed === undefined) {
    return say.absent(notYet(text("分配", "the allocation")));
  }
  if (policy === null || rows === null) return say.absent(needs("rows.jsonl, policy.yaml"));
  const lots = lotsOfRun(policy, material.run, rows, seed.seed);
  const problem = checkProblem(buildProblem(policy, rows, lots));
  if (!problem.ok) {
    const { zh, en } = problem.error[0]?.message ?? { zh: "", en: "" };
    return say.fails([
      fault("section 15", "-", `无法分配：${zh}`, `It cannot be allocated: ${en}`),
    ]);
  }
  const own = outcomeHashes(rows, allocate(problem.value));
  const faults = (["placements", "cutoffs", "full"] as const)
    .filter((what) => own[what] !== logged[what])
    .map((what) =>
      fault(
        `${what} ${logged[what]}`,
        `${what} ${own[what]}`,
        "按政策和名册重新分配，结果与登记的不同。",
        "Allocating anew, by the policy and the rows, gives another outcome than was logged.",
      ),
    );
  return say.judge(faults, logged.full, own.full);
}

function outcomeHashes(rows: readonly RollRow[], outcome: AllocationOutcome) {
  const pids = rows.map(({ pid }) => pid);
  return {
    placements: placementsHash(placementLines(pids, outcome)),
    cutoffs: cutoffsHash(cutoffLines(outcome)),
    full: fullHash(pids, outcome),
  };
}
