import { text } from "../../domain/text.ts";
import { ONE_FOR_ALL } from "../../domain/allocation-problem.ts";
import type { Material } from "../material.ts";
import type { CutoffLine, Outcome } from "../outcome.ts";
import { isHex } from "../read-json.ts";
import type { Evidence, Fault } from "../report.ts";
import { fault, writer } from "../report.ts";
import { needs } from "../loaded.ts";

import { compareHash, placedAt, unread } from "./tables.ts";
const WITHHELD = "fewer-than-5";

export function checkCutoffs(material: Material, outcome: Outcome): Evidence {
  const say = writer(
    "cutoffs",
    text(
      "分数线的次序、人数与哈希；每条线上的抽签号是否属于该校录取的儿童",
      "the cutoffs' order, numbers and hash; whether each one's lot is that of a child placed there",
    ),
    ["cutoffs.csv", "placements.csv", "roll.csv", "holders.csv", ...material.indexOf("outcome")],
  );
  const absent = unread(material, say, "cutoffs.csv", outcome.cutoffs);
  if (absent !== undefined) return absent;
  const lines = outcome.cutoffs.value;
  const plan = material.plan.value;
  if (lines === null || plan === null) return say.absent(needs("plan.json"));
  const faults = [
    ...orderFaults(lines, plan.steps, plan.schools),
    ...lines.flatMap((line) => formFaults(line)),
    ...sumFaults(lines, outcome),
    ...lotFaults(material, outcome, lines),
  ];
  const hash = material.hashing.tagged("xadm/v1/cutoffs", lines.map(written).join("\n"));
  return compareHash(say, faults, material.first("outcome")?.cutoffs, hash);
}

const written = ({ step, school, pool, admitted, key, lot }: CutoffLine): string =>
  [step, school, pool, admitted, key, lot].join(",");

function orderFaults(
  lines: readonly CutoffLine[],
  steps: readonly string[],
  schools: Readonly<Record<string, number>>,
): readonly Fault[] {
  const seen = new Set<string>();
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1];
    const byStep = before === undefined ? 1 : steps.indexOf(line.step) - steps.indexOf(before.step);
    const inOrder = byStep > 0 || (byStep === 0 && (before?.school ?? "") <= line.school);
    const key = `${line.step} ${line.school} ${line.pool}`;
    const known = steps.includes(line.step) && Object.hasOwn(schools, line.school);
    if (inOrder && known && !seen.has(key)) {
      seen.add(key);
      continue;
    }
    return [
      fault(
        "step, school, pool",
        written(line),
        "分数线的次序不对、重复，或属于计划之外的步骤、学校。",
        "The cutoffs are out of order, repeated, or of no step or school of the plan.",
      ),
    ];
  }
  return [];
}

function formFaults(line: CutoffLine): readonly Fault[] {
  const { admitted, key, lot } = line;
  const withheld = admitted === WITHHELD && key === "" && lot === "";
  const shown =
    /^[1-9][0-9]{0,8}$/.test(admitted) &&
    Number(admitted) >= 5 &&
    /^(?:|-?(?:0|[1-9][0-9]*)(?:;-?(?:0|[1-9][0-9]*))*)$/.test(key) &&
    isHex(lot, 32);
  if (withheld || shown) return [];
  return [
    fault(
      `admitted >= 5, or ${WITHHELD}`,
      written(line),
      "分数线格式不对，或公布了少于5人的分数线。",
      "A cutoff is not of its form, or is of fewer than 5 children.",
    ),
  ];
}

/** A school's lines account for the children placed there; 1 to 4 stand behind a withheld one. */
function sumFaults(lines: readonly CutoffLine[], outcome: Outcome): readonly Fault[] {
  if (outcome.placements.value === null) return [];
  const placed = placedAt(outcome);
  const faults: Fault[] = [];
  const bySchool = Map.groupBy(lines, ({ school }) => school);
  for (const school of new Set([...placed.keys(), ...bySchool.keys()])) {
    const own = bySchool.get(school) ?? [];
    const withheld = own.filter(({ admitted }) => admitted === WITHHELD).length;
    const shown = own
      .filter(({ admitted }) => admitted !== WITHHELD)
      .reduce((sum, { admitted }) => sum + Number(admitted), 0);
    const count = placed.get(school) ?? 0;
    if (count >= shown + withheld && count <= shown + 4 * withheld) continue;
    faults.push(
      fault(
        `${school}: ${count}`,
        `${school}: ${shown} + ${withheld} × (1…4)`,
        `${school}各分数线的人数与录取名单不符。`,
        `The numbers of the cutoffs of ${school} are not those of the placements.`,
      ),
    );
  }
  return faults;
}

function lotFaults(
  { policy, roll }: Material,
  { lots, placements }: Outcome,
  lines: readonly CutoffLine[],
): readonly Fault[] {
  if (lots === null || placements.value === null || roll.value === null) return [];
  const schoolOf = new Map(placements.value);
  const { pids } = roll.value;
  const perSchool = new Set(
    policy.value?.steps.flatMap(({ id, lotScope }) => (lotScope === "one" ? [] : [id])),
  );
  // Without the policy nobody knows which step draws per school.
  const isDrawOf = (draw: string, step: string, school: string): boolean =>
    draw === (perSchool.has(step) ? school : ONE_FOR_ALL) ||
    (policy.value === null && draw === school);
  const isDrawn = ({ step, school, lot }: CutoffLine): boolean =>
    (lots.drawnBy.get(lot) ?? []).some(
      ({ draw, place }) =>
        isDrawOf(draw, step, school) && schoolOf.get(pids[place] ?? "") === school,
    );
  return lines
    .filter((line) => line.lot !== "" && !isDrawn(line))
    .map((line) =>
      fault(
        `a lot at ${line.school}`,
        written(line),
        "分数线上的抽签号不属于该校录取的任何儿童。",
        "The lot of a cutoff is that of no child placed at the school.",
      ),
    );
}
