import type { Cutoff } from "../../domain/allocation-problem.ts";
import { formatPoints } from "../../domain/points.ts";
import type { Text } from "../../domain/text.ts";
import { text } from "../../domain/text.ts";
import type { BureauReport } from "./bureau-report.ts";

/** Figures for a person to read, still without a language and without a layout. */
export interface Table {
  readonly title: Text;
  readonly columns: readonly Text[];
  readonly rows: readonly (readonly (string | number | Text)[])[];
}

const STEP = text("步骤", "Step");
const SCHOOL = text("学校", "School");
const SEATS = text("学位", "Seats");
const ADMITTED = text("录取", "Admitted");
const CHILDREN = text("儿童", "Children");
const CHOICE = text("志愿", "Choice");
const POOL = text("学位类别", "Pool");
const GROUP = text("群体", "Group");
const PLACED = text("已录取", "Placed");
const NONE = "–";
/** Of the 64 digits of a lot so many tell lots apart; the JSON has all. */
const SHOWN_DIGITS = 10;

/** The report as tables; those that would be empty are left out. */
export function reportTables(report: BureauReport): readonly Table[] {
  return [
    totals(report),
    byChoice(report),
    steps(report),
    schools(report),
    cutoffs(report.cutoffs),
    pools(report),
    caps(report),
    placedLater(report),
    fellApart(report),
  ].filter(({ rows }) => rows.length > 0);
}

const totals = ({ children }: BureauReport): Table => ({
  title: text("总计", "Totals"),
  columns: [text("项目", "What"), CHILDREN],
  rows: [
    [text("参加分配", "Entered"), children.entered],
    [PLACED, children.placed],
    [text("未录取", "Without a seat"), children.unplaced],
  ],
});

const byChoice = ({ byChoice, children }: BureauReport): Table => ({
  title: text("按志愿", "By choice"),
  columns: [CHOICE, CHILDREN],
  rows: [
    ...byChoice.map(({ rank, children }) => [rank, children]),
    [text("未录取", "Without a seat"), children.unplaced],
  ],
});

const steps = ({ steps }: BureauReport): Table => ({
  title: text("按步骤", "By step"),
  columns: [
    STEP,
    text("尚无学位", "Without a seat before"),
    text("参加", "Competed"),
    PLACED,
    text("各志愿录取", "By choice"),
  ],
  rows: steps.map(({ step, waiting, competed, placed, byChoice }) => [
    step,
    waiting,
    competed,
    placed,
    byChoice.map(({ rank, children }) => `${rank}: ${children}`).join(", ") || NONE,
  ]),
});

const schools = ({ schools }: BureauReport): Table => ({
  title: text("按学校", "By school"),
  columns: [
    SCHOOL,
    SEATS,
    text("第一志愿", "First choices"),
    ADMITTED,
    text("空余", "Unfilled"),
    text("超出", "Over"),
  ],
  rows: schools.map((one) => [
    one.school,
    one.seats,
    one.firstChoices,
    one.admitted,
    one.unfilled,
    one.over,
  ]),
});

const cutoffs = (cutoffs: readonly Cutoff[]): Table => ({
  title: text("录取线（最后一名）", "Cutoffs (the last one admitted)"),
  columns: [
    STEP,
    SCHOOL,
    POOL,
    ADMITTED,
    text("有人未录取", "Anybody refused"),
    CHOICE,
    text("序位", "Place in line"),
    text("轮次", "Round"),
    text("积分", "Points"),
    text("摇号", "Lot"),
  ],
  rows: cutoffs.map((cutoff) => [
    cutoff.step,
    cutoff.school,
    cutoff.pool ?? NONE,
    cutoff.admitted,
    cutoff.binding ? text("是", "yes") : text("否", "no"),
    cutoff.listRank ?? NONE,
    cutoff.call ?? NONE,
    cutoff.round ?? NONE,
    formatPoints(cutoff.points),
    `${cutoff.lot.slice(0, SHOWN_DIGITS)}…`,
  ]),
});

const pools = ({ pools }: BureauReport): Table => ({
  title: text("预留学位", "Reserved seats"),
  columns: [
    STEP,
    SCHOOL,
    POOL,
    GROUP,
    SEATS,
    ADMITTED,
    text("未用", "Unused"),
    text("该群体录取", "Of the group admitted"),
    text("该群体未录取", "Of the group refused"),
  ],
  rows: pools.map((one) => [
    one.step,
    one.school,
    one.pool,
    one.group ?? NONE,
    one.seats ?? text("其余", "the rest"),
    one.admitted,
    one.unused,
    one.membersAdmitted ?? NONE,
    one.membersRefused ?? NONE,
  ]),
});

const caps = ({ caps }: BureauReport): Table => ({
  title: text("人数上限", "Caps"),
  columns: [STEP, SCHOOL, GROUP, text("上限", "At most"), ADMITTED, text("未录取", "Refused")],
  rows: caps.map((one) => [
    one.step,
    one.school,
    one.group,
    one.atMost,
    one.membersAdmitted,
    one.membersRefused,
  ]),
});

const placedLater = ({ placedLater }: BureauReport): Table => ({
  title: text("由后续步骤录取", "Placed by a later step"),
  columns: [
    text("编号", "Id"),
    text("首次参加的步骤", "First step"),
    text("录取步骤", "Placed by"),
    SCHOOL,
    CHOICE,
  ],
  rows: placedLater.map((one) => [one.pid, one.firstStep, one.step, one.school, one.listRank]),
});

const fellApart = ({ fellApart }: BureauReport): Table => ({
  title: text("未能同校的家庭", "Families parted"),
  columns: [STEP, text("家庭", "Family")],
  rows: fellApart.map(({ step, family }) => [step, family]),
});
