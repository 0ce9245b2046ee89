import { text } from "../../domain/text.ts";
import type { Material } from "../material.ts";
import type { Outcome } from "../outcome.ts";
import { auditOf } from "../outcome.ts";
import { ascends, isHex } from "../read-json.ts";
import type { Evidence, Fault } from "../report.ts";
import { fault, writer } from "../report.ts";
import { needs, notYet } from "../loaded.ts";
import { PID_SIZE } from "../roll.ts";

import { compareHash, unread } from "./tables.ts";
export function checkHolders(material: Material, { holders }: Outcome): Evidence {
  const say = writer(
    "holders",
    text(
      "同签兄弟姐妹的名单，及其在冻结时登记的哈希",
      "the list of siblings who share a lot, and its hash as the freeze bound it",
    ),
    ["holders.csv", "roll.csv", ...material.indexOf("freeze")],
  );
  const absent = unread(material, say, "holders.csv", holders);
  if (absent !== undefined) return absent;
  const roll = material.roll.value;
  if (roll === null || holders.value === null) return say.absent(needs("roll.csv"));
  const faults: Fault[] = [];
  const add = (expected: string, found: string, zh: string, en: string): void => {
    faults.push(fault(expected, found, zh, en));
  };
  if (!ascends(holders.value.map(([pid]) => pid))) {
    add(
      "strictly ascending",
      "-",
      "名单没有严格按编号排列。",
      "The list is not strictly ascending.",
    );
  }
  const members = Map.groupBy(holders.value, ([, holder]) => holder);
  for (const [holder, group] of members) {
    if (!isHex(holder, PID_SIZE)) {
      add("32 hex digits", holder, "同签编号格式不对。", "A holder is not 32 hex digits.");
    } else if (roll.placeOf.has(holder)) {
      add(
        "no pid of the roll",
        holder,
        "同签编号是另一名儿童的编号。",
        "A holder is another child's pid.",
      );
    } else if (group.length < 2) {
      add(
        ">= 2",
        `${holder}: ${group.length}`,
        "只有一名儿童使用的同签编号：其抽签号可以事后挑选。",
        "A holder of one child alone: its lot could have been chosen afterwards.",
      );
    }
  }
  for (const [pid] of holders.value) {
    if (!roll.placeOf.has(pid)) {
      add("a pid of the roll", pid, "名单中的儿童不在名册上。", "A child is not on the roll.");
    }
  }
  const hash = material.hashing.tagged(
    "xadm/v1/holders",
    holders.value.map(([pid, holder]) => `${pid},${holder}`).join("\n"),
  );
  return compareHash(say, faults, material.first("freeze")?.holders, hash);
}

export function checkLots(material: Material, { lots }: Outcome): Evidence {
  const say = writer(
    "lots",
    text("每名儿童在每次抽签中的抽签号", "every child's lot in every draw"),
    ["roll.csv", "holders.csv", "plan.json", ...material.indexOf("seed")],
  );
  if (material.first("seed") === undefined) {
    return say.absent(notYet(text("得出种子", "the seed")));
  }
  if (lots === null) return say.absent(needs("roll.csv, plan.json"));
  const found = `${lots.count} lots, ${lots.draws} draws`;
  const same =
    lots.equal === undefined
      ? []
      : [
          fault(
            "all lots of a draw differ",
            lots.equal,
            "不同儿童抽到相同的号：抽签无效。",
            "Two holders have one lot: the draw is void.",
          ),
        ];
  return say.judge(same, found);
}

export function checkAudit(material: Material, { audit }: Outcome): Evidence {
  const say = writer(
    "audit",
    text("由种子抽取的书面核查样本", "the sample for the check on paper, by the seed"),
    ["audit.csv", "roll.csv", "plan.json", ...material.indexOf("seed")],
  );
  const absent = unread(material, say, "audit.csv", audit);
  if (absent !== undefined) return absent;
  const [roll, plan, seed] = [material.roll.value, material.plan.value, material.first("seed")];
  if (audit.value === null || roll === null || plan === null || seed === undefined) {
    return say.absent(needs("roll.csv, plan.json, seed"));
  }
  const found = auditOf(material, roll, seed.seed, plan.audit).map(
    (place) => roll.pids[place] ?? "",
  );
  const at = found.findIndex((pid, place) => pid !== audit.value?.[place]);
  if (at === -1 && found.length === audit.value.length) {
    const first = `${found.length}: ${found[0] ?? "-"} …`;
    return say.holds(first, first);
  }
  const place = at === -1 ? found.length : at;
  return say.fails([
    fault(
      `${place + 1}: ${found[place] ?? "-"}`,
      `${place + 1}: ${audit.value[place] ?? "-"}`,
      "核查样本不是由种子得出的：有人挑选了核查对象。",
      "The sample does not follow from the seed: somebody chose who is checked.",
    ),
  ]);
}
