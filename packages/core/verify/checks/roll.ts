import { text } from "../../domain/text.ts";
import { hashBytes, toHex, u32be } from "../../draw/encoding.ts";
import { GrowingTree } from "../../log/tree.ts";
import { SMALLEST_GROUP } from "../../season/outcome-hashes.ts";
import type { Material } from "../material.ts";
import { ascends } from "../read-json.ts";
import type { Evidence, Fault } from "../report.ts";
import { fault, writer } from "../report.ts";
import { needs, notYet, parsed } from "../loaded.ts";

const FREEZE = text("名册冻结", "the freeze of the roll");

export function checkRoll(material: Material): Evidence {
  const { roll, hashing, log } = material;
  const say = writer(
    "roll",
    text("名册的次序、人数和根哈希", "the roll's order, number of rows and root"),
    ["roll.csv", ...material.indexOf("freeze")],
  );
  const freeze = material.first("freeze");
  if (freeze === undefined && roll.bytes === null) return say.absent(notYet(FREEZE));
  const [unread] = parsed("roll.csv", roll);
  if (roll.value === null) return unread === undefined ? say.absent(FREEZE) : say.fails([unread]);
  const { pids } = roll.value;
  const faults: Fault[] = [];
  if (!ascends(pids)) {
    faults.push(
      fault(
        "strictly ascending",
        "-",
        "名册没有严格按编号排列，或有人出现两次。",
        "The roll is not strictly ascending by pid, or somebody stands on it twice.",
      ),
    );
  }
  if (log?.rows.hasEqualRows === true) {
    faults.push(
      fault("all rows differ", "-", "名册中有两行相同。", "Two rows of the roll are equal."),
    );
  }
  const tree = new GrowingTree(hashing.tree);
  for (const leaf of roll.value.leaves()) tree.append(hashing.tree.leaf(leaf));
  const found = `${pids.length}, ${toHex(tree.root())}`;
  if (freeze === undefined) return say.judge(faults, "", found);
  const expected = `${freeze.n}, ${freeze.roll}`;
  if (expected !== found) {
    faults.push(
      fault(
        expected,
        found,
        "名册不是冻结的那一份：人数或根哈希不同。",
        "The roll is not the one that was frozen: number or root differ.",
      ),
    );
  }
  return say.judge(faults, expected, found);
}

export function checkFreeze(material: Material): Evidence {
  const { run, hashing } = material;
  const say = writer(
    "freeze",
    text("冻结哈希；各类别人数", "the freeze's hash; the numbers by category"),
    material.indexOf("open", "freeze"),
  );
  const [open, freeze] = [material.first("open"), material.first("freeze")];
  if (freeze === undefined) return say.absent(notYet(FREEZE));
  if (open === undefined) return say.absent(needs("open"));
  const found = hashing.tagged(
    "xadm/v1/freeze",
    run,
    hashBytes(open.rules),
    u32be(freeze.n),
    hashBytes(freeze.roll),
  );
  const faults = [...countFaults(freeze)];
  if (found !== freeze.freeze) {
    faults.unshift(
      fault(
        freeze.freeze,
        found,
        "冻结哈希不是由规则和名册得出的。",
        "The freeze's hash does not follow from the rules and the roll.",
      ),
    );
  }
  return say.judge(faults, freeze.freeze, found);
}

function countFaults({
  counts,
  n,
}: {
  readonly counts: Readonly<Record<string, number>>;
  readonly n: number;
}): readonly Fault[] {
  const faults: Fault[] = [];
  const sum = Object.values(counts).reduce((all, count) => all + count, 0);
  if (sum !== n) {
    faults.push(
      fault(
        String(n),
        String(sum),
        "各类别人数之和不等于名册人数。",
        "The numbers by category do not add up to the roll's.",
      ),
    );
  }
  for (const [category, count] of Object.entries(counts)) {
    if (count >= SMALLEST_GROUP || n < SMALLEST_GROUP) continue;
    faults.push(
      fault(
        `>= ${SMALLEST_GROUP}`,
        `${category}: ${count}`,
        `公开了少于${SMALLEST_GROUP}人的类别。`,
        `A category of fewer than ${SMALLEST_GROUP} was published.`,
      ),
    );
  }
  return faults;
}

export function checkRowsLogged(material: Material): Evidence {
  const { roll, log } = material;
  const say = writer(
    "rows-logged",
    text(
      "名册上的每一行在冻结之前是否已在日志中",
      "whether each row of the roll stood in the log before the freeze",
    ),
    ["roll.csv", "log/tile/entries"],
  );
  if (material.first("freeze") === undefined) return say.absent(notYet(FREEZE));
  if (roll.value === null || log === null) return say.absent(needs("roll.csv"));
  const { unlogged } = log.reader;
  const rows = roll.value.pids.length;
  const [late] = unlogged;
  if (late === undefined) return say.holds(`${rows} rows`, `${rows} rows`);
  return say.fails([
    fault(
      `${rows} rows`,
      `${unlogged.length} not logged, first ${roll.value.rowAt(late) ?? ""}`,
      `名册上有${unlogged.length}行在冻结前没有登记：事后加入或改动。`,
      `${unlogged.length} rows of the roll were not logged before the freeze: added or changed late.`,
    ),
  ]);
}
