import { allocate } from "../../../allocation/allocate.ts";
import type {
  AllocationOutcome,
  AllocationProblem,
  Placement,
} from "../../../domain/allocation-problem.ts";
import { pointsOf } from "../../../domain/points.ts";
import { fromHex } from "../../../draw/encoding.ts";
import { SMALLEST_GROUP } from "../../../season/outcome-hashes.ts";
import { receiptOf } from "../sample-receipt.ts";
import { committed } from "../sample-rows.ts";
import type { Sample, Tamper } from "../sample-run.ts";
import type { Cheat, Cheated } from "./cheat.ts";
import {
  cheat,
  fileText,
  HONEST,
  OTHER_HASH,
  logged,
  publicCheat,
  seenByReceipt,
  seenInPublic,
  seenInTheRoom,
  tampered,
} from "./cheat.ts";

const { outcome, problem, frozen } = HONEST;
const rowOf = new Map(frozen.map(({ row }) => [row.pid, row]));

/** The room is shown what the policy and the rows give: only the outcome was made otherwise. */
const withHonestRoom = (sample: Sample): Cheated => ({ ...sample, room: HONEST.room });

const withReceiptOf = async (sample: Sample, pid: string): Promise<Cheated> => ({
  ...withHonestRoom(sample),
  receipt: await receiptOf(sample, pid),
});

const lotOf = (pid: string): string => problem.lots["*"]?.[pid] ?? "";
const CUTOFF_LOTS = new Set(outcome.cutoffs.map(({ lot }) => lot));

/** A cutoff that is published, with the children who got in there. */
const SHOWN = outcome.cutoffs.filter(({ admitted }) => admitted >= SMALLEST_GROUP);

/** Somebody who wanted the school more than its own, has fewer points than who is there, and none. */
function pointsPair(): readonly [winner: Placement, loser: Placement] {
  for (const { step, school } of SHOWN) {
    const there = outcome.placements.filter((one) => one.step === step && one.school === school);
    for (const winner of there) {
      if (CUTOFF_LOTS.has(lotOf(winner.pid))) continue;
      const points = rowOf.get(winner.pid)?.points ?? null;
      const loser = outcome.placements.find(({ pid, school: own }) => {
        const row = rowOf.get(pid);
        const wanted = row?.choices.includes(school) === true && own !== school;
        const fewer = points !== null && (row?.points ?? points) < points;
        return wanted && fewer && !CUTOFF_LOTS.has(lotOf(pid));
      });
      if (loser !== undefined) return [winner, loser];
    }
  }
  throw new Error("the sample run has nobody to trade places");
}

/** Two children have each other's seats, with all that was written of these. */
const swapSeats =
  ([one, other]: readonly [Placement, Placement]) =>
  (found: AllocationOutcome): AllocationOutcome => ({
    ...found,
    placements: found.placements.map((each) => {
      if (each.pid === one.pid) return { ...other, pid: one.pid };
      return each.pid === other.pid ? { ...one, pid: other.pid } : each;
    }),
  });

/** A run in which all children with points have the same, so that lots decide among them. */
const equalPoints: Tamper = {
  children: (children) =>
    children.map((child) => {
      const last = child.versions.at(-1);
      if (last?.content.category !== "M") return child;
      const items = { common: pointsOf(40_000), settled: pointsOf(20_000) };
      const content = { ...last.content, points: pointsOf(60_000), items };
      const secret = fromHex(last.secret, 32);
      const version = committed(HONEST.policy, HONEST.run, content, secret);
      return { ...child, versions: [...child.versions.slice(0, -1), version] };
    }),
};

/** Two children have each other's lot, and one of them loses its seat by it. */
function exchangedLots(): { readonly lots: AllocationProblem["lots"]; readonly loser: string } {
  const honest = tampered(equalPoints);
  const lots = honest.problem.lots["*"] ?? {};
  const pids = honest.frozen.filter(({ row }) => row.category === "M").map(({ row }) => row.pid);
  for (const loser of pids) {
    for (const winner of pids) {
      const [own = "", other = ""] = [lots[loser], lots[winner]];
      if (own >= other) continue;
      const exchanged = { "*": { ...lots, [loser]: other, [winner]: own } };
      const found = allocate({ ...honest.problem, lots: exchanged });
      const lost = placeOf(found, loser) !== placeOf(honest.outcome, loser);
      const unseen = found.cutoffs.every(({ lot }) => lot !== own && lot !== other);
      if (lost && unseen) return { lots: exchanged, loser };
    }
  }
  throw new Error("the sample run has nobody to exchange lots");
}

const placeOf = ({ placements }: AllocationOutcome, pid: string): string | null | undefined =>
  placements.find((each) => each.pid === pid)?.school;

const inverted: Tamper = {
  problem: (given) => ({
    ...given,
    steps: given.steps.map((step) => ({
      ...step,
      entries: step.entries.map((entry) => ({
        ...entry,
        keys: entry.keys.map((key) => key.map((part) => -part)),
      })),
    })),
  }),
};

/** Two children who are not siblings, neither of whom shares a lot. */
const UNRELATED = frozen
  .filter(({ row }) => row.lotGroup === null)
  .slice(0, 2)
  .map(({ row }) => row.pid);

const asSiblings: Tamper = {
  frozen: (children) =>
    children.map((each) =>
      UNRELATED.includes(each.row.pid)
        ? { ...each, row: { ...each.row, lotGroup: "5".repeat(32) } }
        : each,
    ),
};

const LOTS: readonly Cheat[] = [
  publicCheat(
    [
      "lots-altered",
      "platform",
      "分配所用的抽签号不是由种子得出的",
      "The seats are given by other lots than the seed's",
    ],
    "cutoffs",
    {
      lots: (lots) => ({
        ...lots,
        "*": Object.fromEntries(
          Object.entries(lots["*"] ?? {}).map(([pid, lot]) => [
            pid,
            lot.slice(32) + lot.slice(0, 32),
          ]),
        ),
      }),
    },
  ),
  cheat(
    [
      "lots-exchanged",
      "platform",
      "分配时让两名儿童互换抽签号，别人的不动",
      "Two children have each other's lot in the allocation; nobody else's changes",
    ],
    [seenInTheRoom("allocation"), seenByReceipt("seat")],
    async () => {
      const { lots, loser } = exchangedLots();
      const sample = tampered({ ...equalPoints, lots: () => lots });
      return { ...sample, receipt: await receiptOf(sample, loser) };
    },
  ),
  cheat(
    [
      "siblings-invented",
      "officer",
      "冻结时让两名没有关系的儿童共用一个抽签号",
      "Two children who are not siblings are made to share one lot, as the roll is frozen",
    ],
    [seenInTheRoom("rows"), seenByReceipt("lot")],
    () => withReceiptOf(tampered(asSiblings), UNRELATED[0] ?? ""),
  ),
  publicCheat(
    [
      "holders-invented-late",
      "platform",
      "掷骰之后才让两名儿童共用一个抽签号",
      "Two children are made to share one lot once the dice are thrown",
    ],
    "holders",
    fileText("holders.csv", (text) => {
      const [header = "", ...lines] = text.trimEnd().split("\n");
      const more = UNRELATED.map((pid) => `${pid},${"5".repeat(32)}`);
      return [header, ...[...lines, ...more].toSorted(), ""].join("\n");
    }),
  ),
  publicCheat(
    [
      "lot-reused",
      "platform",
      "让一名儿童用另一名儿童的编号抽签",
      "A child is to draw under another child's number, and so has that one's lot",
    ],
    "holders",
    fileText("holders.csv", (text) => {
      const [header = "", ...lines] = text.trimEnd().split("\n");
      const [one = "", other = ""] = UNRELATED;
      return [header, ...[...lines, `${one},${other}`].toSorted(), ""].join("\n");
    }),
  ),
  publicCheat(
    [
      "audit-hand-picked",
      "platform",
      "书面核查的对象由人挑选",
      "Whom the sample on paper looks at is picked by hand",
    ],
    "audit",
    fileText("audit.csv", (text) => {
      const [header, first, second, ...others] = text.split("\n");
      return [header, second, first, ...others].join("\n");
    }),
  ),
];

const SEATS: readonly Cheat[] = [
  publicCheat(
    [
      "seat-over-capacity",
      "platform",
      "学校录取的人数超过学位数",
      "A school is given more children than it has seats",
    ],
    "seats",
    {
      problem: (given) => ({
        ...given,
        schools: given.schools.map(({ school, seats }) => ({ school, seats: seats + 5 })),
      }),
    },
  ),
  publicCheat(
    [
      "placed-without-roll",
      "platform",
      "录取一名不在名册上的儿童",
      "A child is placed who is not on the roll",
    ],
    "placements",
    fileText("placements.csv", (text) => `${text}${"f".repeat(32)},school-001\n`),
  ),
  publicCheat(
    [
      "placement-moved",
      "platform",
      "公布的录取结果与登记的不同",
      "A child is published at another school than was logged",
    ],
    "placements",
    fileText("placements.csv", (text) => text.replace(/,school-\d+/, ",-")),
  ),
  publicCheat(
    [
      "placed-miscounted",
      "platform",
      "登记的录取人数不实",
      "Another number of children is logged as placed",
    ],
    "outcome",
    logged("outcome", (entry) => ({ ...entry, placed: entry.placed + 1 })),
  ),
  cheat(
    [
      "priority-inverted",
      "platform",
      "分配时把优先次序倒过来",
      "The order of priority is turned round in the allocation",
    ],
    [seenInTheRoom("allocation")],
    () => withHonestRoom(tampered(inverted)),
  ),
  cheat(
    [
      "fewer-points-admitted",
      "platform",
      "积分低的占了积分高的学位",
      "A child with fewer points has the seat of one with more",
    ],
    [seenInTheRoom("allocation"), seenByReceipt("seat")],
    () => {
      const pair = pointsPair();
      return withReceiptOf(tampered({ outcome: swapSeats(pair) }), pair[0].pid);
    },
  ),
  cheat(
    [
      "problem-false",
      "platform",
      "给核查室的分配输入也一并改过",
      "The allocation's input that the room is shown was changed along with the outcome",
    ],
    [seenInTheRoom("problem")],
    () => tampered(inverted),
  ),
];

const CUTOFFS: readonly Cheat[] = [
  publicCheat(
    [
      "cutoff-altered",
      "platform",
      "公布的分数线与登记的不同",
      "Another cutoff is published than was logged",
    ],
    "cutoffs",
    fileText("cutoffs.csv", (text) => text.replace(/,(\d+),/, ",1$1,")),
  ),
  cheat(
    [
      "cutoff-false",
      "platform",
      "登记的分数线比实际的宽，好像谁都录取了",
      "The cutoffs as logged are laxer than the admissions were",
    ],
    [seenInTheRoom("allocation"), seenByReceipt("seat")],
    () => {
      const laxer: Tamper = {
        outcome: (found) => ({
          ...found,
          cutoffs: found.cutoffs.map((cutoff) => ({
            ...cutoff,
            key: cutoff.key.map((part) => part + 1_000_000_000),
          })),
        }),
      };
      return withReceiptOf(tampered(laxer), pointsPair()[1].pid);
    },
  ),
  publicCheat(
    [
      "cutoff-of-nobody",
      "platform",
      "分数线上的抽签号不属于任何儿童",
      "A cutoff names a lot that nobody drew",
    ],
    "cutoffs",
    {
      outcome: (found) => ({
        ...found,
        cutoffs: found.cutoffs.map((cutoff) => ({ ...cutoff, lot: OTHER_HASH })),
      }),
    },
  ),
  cheat(
    [
      "cutoff-of-few",
      "platform",
      "公布了少于5人的分数线",
      "The cutoff of fewer than five children is published",
    ],
    [seenInPublic("cutoffs")],
    () =>
      tampered(
        fileText("cutoffs.csv", (text) => text.replace("fewer-than-5,,", `3,1,${OTHER_HASH}`)),
      ),
  ),
];

/** With lots, seats and cutoffs. */
export const OUTCOME_CHEATS: readonly Cheat[] = [...LOTS, ...SEATS, ...CUTOFFS];
