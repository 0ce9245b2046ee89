import { text } from "../../domain/text.ts";
import type { Material } from "../material.ts";
import type { Outcome } from "../outcome.ts";
import type { Evidence, Fault } from "../report.ts";
import { fault, writer } from "../report.ts";
import { needs, notYet } from "../loaded.ts";

import { ANNOUNCED, compare, compareHash, placedAt, unread, UNPLACED } from "./tables.ts";
export function checkPlacements(material: Material, { placements }: Outcome): Evidence {
  const { hashing, plan, roll } = material;
  const say = writer(
    "placements",
    text("录取名单与名册是否逐一对应，及其哈希", "the placements against the roll, and their hash"),
    ["placements.csv", "roll.csv", "plan.json", ...material.indexOf("outcome")],
  );
  const absent = unread(material, say, "placements.csv", placements);
  if (absent !== undefined) return absent;
  const lines = placements.value;
  if (lines === null || roll.value === null || plan.value === null) {
    return say.absent(needs("roll.csv, plan.json"));
  }
  const faults: Fault[] = [];
  const { pids } = roll.value;
  const strange = lines.findIndex(([pid], at) => pid !== pids[at]);
  if (strange !== -1 || lines.length !== pids.length) {
    const at = strange === -1 ? lines.length : strange;
    faults.push(
      fault(
        pids[at] ?? "-",
        lines[at]?.[0] ?? "-",
        "录取名单上的儿童与名册不同：有人被添加、删去或换位。",
        "The children placed are not those of the roll: somebody was added, left out or moved.",
      ),
    );
  }
  const { schools } = plan.value;
  const unknown = lines.find(([, id]) => id !== UNPLACED && !Object.hasOwn(schools, id));
  if (unknown !== undefined) {
    faults.push(
      fault(
        Object.keys(schools).join(" "),
        unknown[1],
        "录取到计划之外的学校。",
        "Somebody was placed at a school that the plan does not have.",
      ),
    );
  }
  const hash = hashing.tagged(
    "xadm/v1/placements",
    lines.map(([pid, school]) => `${pid} ${school}`).join("\n"),
  );
  return compareHash(say, faults, material.first("outcome")?.placements, hash);
}

export function checkSeats(material: Material, outcome: Outcome): Evidence {
  const say = writer(
    "seats",
    text("每所学校的录取人数与学位数", "the children placed at each school against its seats"),
    ["placements.csv", "plan.json"],
  );
  const absent = unread(material, say, "placements.csv", outcome.placements);
  if (absent !== undefined) return absent;
  if (material.plan.value === null) return say.absent(needs("plan.json"));
  const { schools } = material.plan.value;
  const faults: Fault[] = [];
  for (const [school, placed] of placedAt(outcome)) {
    const seats = schools[school] ?? 0;
    if (placed <= seats) continue;
    faults.push(
      fault(
        `${school} <= ${seats}`,
        `${school} ${placed}`,
        `${school}录取${placed}人，超过${seats}个学位。`,
        `${school} has ${placed} children for ${seats} seats.`,
      ),
    );
  }
  return say.judge(faults, `${Object.keys(schools).length} schools`);
}

export function checkOutcome(material: Material, { placements }: Outcome): Evidence {
  const say = writer("outcome", text("录取人数", "the number of children with a seat"), [
    "placements.csv",
    ...material.indexOf("outcome"),
  ]);
  const logged = material.first("outcome");
  const absent = unread(material, say, "placements.csv", placements);
  if (absent !== undefined) return absent;
  if (logged === undefined || placements.value === null) return say.absent(notYet(ANNOUNCED));
  const found = placements.value.filter(([, school]) => school !== UNPLACED).length;
  return compare(say, String(logged.placed), String(found), [
    "登记的录取人数与名单不符。",
    "The number that was logged is not that of the placements.",
  ]);
}
