import { pointsOf } from "../../../domain/points.ts";
import { utf8 } from "../../../draw/encoding.ts";
import { textOf } from "../../../log/bytes.ts";
import { entryText } from "../../../log/entries.ts";
import type { RollRow } from "../../../season/roll.ts";
import { Chance } from "../chance.ts";
import { receiptOf } from "../sample-receipt.ts";
import type { SampleChild } from "../sample-rows.ts";
import { committed } from "../sample-rows.ts";
import type { FrozenChild, Tamper } from "../sample-run.ts";
import type { Cheat } from "./cheat.ts";
import {
  cheat,
  fileText,
  HONEST,
  isOf,
  known,
  logged,
  loggedAfter,
  notLogged,
  publicCheat,
  seenByReceipt,
  seenInPublic,
  seenInTheRoom,
  tampered,
} from "./cheat.ts";

const { run, policy, frozen } = HONEST;

/** A migrants' child: it has points. */
const SCORED = known(
  frozen.find(({ row }) => row.category === "M" && row.lotGroup === null),
  "child with points",
);

const FIRST = known(frozen[0], "child");
const SECOND = known(frozen[1], "second child");

/** The row under a secret of the cheater's, committed to in due form. */
function rewritten(row: RollRow): FrozenChild {
  const { secret, row: commitment } = committed(policy, run, row, new Chance(row.pid).bytes(32));
  return { row, secret, commitment };
}

const withPoints = (row: RollRow, points: number): RollRow => ({
  ...row,
  points: pointsOf(points),
  items: { common: pointsOf(points - 20_000), settled: pointsOf(20_000) },
});

/** Only what is frozen changes; what the log had of the child stays. */
const frozenAs = (child: FrozenChild): Tamper => ({
  frozen: (children) => children.map((each) => (each.row.pid === child.row.pid ? child : each)),
});

const invented = (name: string): RollRow => ({
  ...SCORED.row,
  pid: new Chance(name).hex(16),
  version: 1,
});

const byPid = (left: FrozenChild, right: FrozenChild): number =>
  left.row.pid < right.row.pid ? -1 : 1;

/** A child that has but one version, at its place among the others. */
const withChild = (children: readonly SampleChild[], { row, secret, commitment }: FrozenChild) =>
  [...children, { pid: row.pid, versions: [{ content: row, secret, row: commitment }] }].toSorted(
    (left, right) => (left.pid < right.pid ? -1 : 1),
  );

const AUDIT = {
  tier: "people",
  how: {
    zh: "书面核查：种子抽出的样本逐一与原件核对",
    en: "the sample on paper: whom the seed draws is compared with the documents",
  },
} as const;

const ADDED: readonly Cheat[] = [
  publicCheat(
    [
      "child-added-after-freeze",
      "officer",
      "名册冻结之后在公布的名册上添一名儿童",
      "A child is added to the published roll after the freeze",
    ],
    "roll",
    {
      ...fileText("roll.csv", (text) => {
        const { row, commitment } = rewritten(invented("late"));
        const [header = "", ...lines] = text.trimEnd().split("\n");
        return [header, ...[...lines, `${row.pid},${commitment}`].toSorted(), ""].join("\n");
      }),
      ...loggedAfter("freeze", () => [
        { t: "app", run, c: rewritten(invented("late")).commitment },
      ]),
    },
  ),
  publicCheat(
    [
      "child-frozen-unlogged",
      "officer",
      "冻结时加入一名从未登记的儿童，事后才补登",
      "A child who never applied is frozen with the others, and logged only afterwards",
    ],
    "rows-logged",
    {
      frozen: (children) => [...children, rewritten(invented("late"))].toSorted(byPid),
      ...loggedAfter("freeze", () => [
        { t: "app", run, c: rewritten(invented("late")).commitment },
      ]),
    },
  ),
  cheat(
    [
      "child-invented",
      "officer",
      "冻结之前登记一名不存在的儿童，手续齐全",
      "A child who does not exist applies in due form before the freeze",
    ],
    [AUDIT],
    () => tampered({ children: (children) => withChild(children, rewritten(invented("ghost"))) }),
  ),
  cheat(
    [
      "facts-false",
      "agency",
      "核验部门给一名儿童出具虚假的积分依据",
      "An agency vouches for facts that are not true, and a child has more points",
    ],
    [AUDIT],
    () =>
      tampered({
        children: (children) =>
          children.map((child) => {
            if (child.pid !== SCORED.row.pid) return child;
            const { row, secret, commitment } = rewritten(withPoints(SCORED.row, 119_000));
            const last = { content: row, secret, row: commitment };
            return { ...child, versions: [...child.versions.slice(0, -1), last] };
          }),
      }),
  ),
];

const LEFT_OUT: readonly Cheat[] = [
  publicCheat(
    [
      "child-dropped",
      "officer",
      "名册冻结之后从公布的名册上删去一名儿童",
      "A child is dropped from the published roll after the freeze",
    ],
    "roll",
    fileText("roll.csv", (text) => text.replace(`${FIRST.row.pid},${FIRST.commitment}\n`, "")),
  ),
  cheat(
    [
      "child-left-out",
      "officer",
      "冻结时漏掉一名符合条件的儿童",
      "A child who qualifies is left out as the roll is frozen",
    ],
    [seenByReceipt("roll")],
    async () => {
      const sample = tampered({
        frozen: (children) => children.filter(({ row }) => row.pid !== SCORED.row.pid),
      });
      return { ...sample, receipt: await receiptOf(sample, SCORED.row.pid) };
    },
  ),
  cheat(
    [
      "row-never-logged",
      "platform",
      "家长的最后一次修改没有进日志，却在名册上",
      "A row stands on the roll that was never logged",
    ],
    [seenInPublic("rows-logged")],
    () => tampered(notLogged((step) => isOf(step, "app") && step.entry.c === SCORED.commitment)),
  ),
  cheat(
    [
      "row-of-another-run",
      "platform",
      "用另一次运行的日志条目充当本次的登记",
      "An entry of another run is to count for this one",
    ],
    [seenInPublic("rows-logged")],
    () =>
      tampered(
        logged("app", (entry) =>
          entry.c === SCORED.commitment ? { ...entry, run: "sample/2024/junior-high/1" } : entry,
        ),
      ),
  ),
];

const CHANGED: readonly Cheat[] = [
  publicCheat(
    [
      "rows-swapped",
      "officer",
      "名册上两名儿童的行互换",
      "Two children's rows change places on the roll",
    ],
    "roll",
    fileText("roll.csv", (text) =>
      text
        .replace(FIRST.commitment, "?")
        .replace(SECOND.commitment, FIRST.commitment)
        .replace("?", SECOND.commitment),
    ),
  ),
  cheat(
    [
      "rows-swapped-at-freeze",
      "officer",
      "冻结时两名儿童的行互换，名册与冻结条目一致",
      "Two children's rows change places as the roll is frozen, and the freeze says so",
    ],
    [seenByReceipt("roll"), seenInTheRoom("rows")],
    async () => {
      const sample = tampered({
        frozen: ([first, second, ...others]) =>
          first === undefined || second === undefined
            ? []
            : [
                { ...first, commitment: second.commitment },
                { ...second, commitment: first.commitment },
                ...others,
              ],
      });
      return { ...sample, receipt: await receiptOf(sample, FIRST.row.pid) };
    },
  ),
  publicCheat(
    [
      "points-changed",
      "officer",
      "冻结时改了一名儿童的积分，名册上是改过的行",
      "Points are changed as the roll is frozen: the roll has a row that was not logged",
    ],
    "rows-logged",
    frozenAs(rewritten(withPoints(SCORED.row, 119_000))),
  ),
  publicCheat(
    [
      "category-changed",
      "officer",
      "冻结时改了一名儿童的类别",
      "A child's category is changed as the roll is frozen",
    ],
    "rows-logged",
    frozenAs(rewritten({ ...SCORED.row, category: "O", points: null, items: {} })),
  ),
  cheat(
    [
      "points-changed-in-time",
      "officer",
      "冻结之前背着家长改低积分，并登记进日志",
      "Points are lowered behind a family's back before the freeze, and logged",
    ],
    [seenByReceipt("roll")],
    async () => {
      const { pid, version } = SCORED.row;
      const lowered = rewritten({ ...withPoints(SCORED.row, 20_500), version: version + 1 });
      const last = { content: lowered.row, secret: lowered.secret, row: lowered.commitment };
      const sample = tampered({
        children: (children) =>
          children.map((child) =>
            child.pid === pid ? { ...child, versions: [...child.versions, last] } : child,
          ),
      });
      return { ...sample, receipt: await receiptOf(sample, pid, version) };
    },
  ),
  cheat(
    [
      "points-changed-in-the-room",
      "officer",
      "只在受监督的核查室里出示改过的积分",
      "Other points are shown in the supervised room",
    ],
    [seenInTheRoom("rows")],
    () => {
      const text = textOf(known(HONEST.room?.get("rows.jsonl"), "room")) ?? "";
      const line =
        text.split("\n").find((each) => each.includes(`"pid":"${SCORED.row.pid}"`)) ?? "";
      const other = line.replace(/\["points","[0-9]+/, '["points","9');
      const room = new Map([
        ...(HONEST.room ?? []),
        ["rows.jsonl", utf8(text.replace(line, other))],
      ]);
      return { ...HONEST, room };
    },
  ),
];

const COUNTS: readonly Cheat[] = [
  cheat(
    [
      "counts-shifted",
      "officer",
      "冻结时公布的各类别人数不实",
      "The numbers by category that the freeze gives are not those of the rows",
    ],
    [seenInTheRoom("counts")],
    () =>
      tampered({
        freeze: (entry) => {
          const { R = 0, M = 0, ...others } = entry.counts;
          return { ...entry, counts: { ...others, R: R - 1, M: M + 1 } };
        },
      }),
  ),
  publicCheat(
    [
      "counts-of-few",
      "officer",
      "冻结时公布了只有3人的类别",
      "The freeze gives the number of a category of three children",
    ],
    "freeze",
    { freeze: (entry) => ({ ...entry, counts: { R: entry.n - 3, M: 3 } }) },
  ),
  publicCheat(
    [
      "freeze-hash-false",
      "platform",
      "冻结哈希不是由规则和名册得出的",
      "The freeze's hash is not that of the rules and the roll",
    ],
    "freeze",
    { freeze: (entry) => ({ ...entry, freeze: "ab".repeat(32) }) },
  ),
  cheat(
    [
      "freeze-by-one",
      "officer",
      "一名工作人员以同一身份签了两次冻结",
      "One officer freezes the roll alone, under one account named twice",
    ],
    [seenInPublic("entries")],
    () =>
      tampered(
        logged("freeze", (entry) => utf8(entryText({ ...entry, by: ["officer-1", "officer-1"] }))),
      ),
  ),
];

/** With who is on the roll, and with what. */
export const ROLL_CHEATS: readonly Cheat[] = [...ADDED, ...LEFT_OUT, ...CHANGED, ...COUNTS];
