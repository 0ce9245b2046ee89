import { deepStrictEqual } from "node:assert";
import type { Mechanism } from "@yangguang/core/domain/allocation-problem.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Round } from "./courses.ts";
import { endOf } from "./courses.ts";
import { box, chip, CHIP, line, MARGIN, picture, RED, SOFT, TEAL, twoLines, words } from "./svg.ts";
import type { SmallTown } from "./towns.ts";
import { problemOf, run, SCHOOL_NAMES, seatsOf } from "./towns.ts";

export interface Course {
  readonly title: Text;
  readonly mechanism: Mechanism;
  readonly town: SmallTown;
  /** Children by lot, where the mechanism walks one line. */
  readonly inLine?: readonly string[];
  readonly rounds: readonly Round[];
  /** What the picture shows, in one sentence. */
  readonly moral: Text;
}

const ROW = 46;
const LABELS = 92;
const COLUMN = 150;
const HEAD = 62;

const schoolName = (school: string): Text => SCHOOL_NAMES[school] ?? text(school, school);
const shortName = (school: string): string => Array.from(schoolName(school).zh)[0] ?? school;

/** Lists and orders above, the rounds as a table beneath. */
export function drawCourse({ title, mechanism, town, inLine, rounds, moral }: Course): string {
  const children = Object.keys(town.lists);
  // What the picture tells must be what the engine does.
  deepStrictEqual(endOf(rounds, children), seatsOf(run(problemOf(town, mechanism, inLine))));
  const schools = Object.keys(town.priorities);
  const width = Math.max(2 * MARGIN + LABELS + schools.length * COLUMN, 600);
  const tableTop = HEAD + 34 + children.length * 26;
  const height = tableTop + 40 + rounds.length * ROW + 84;
  const column = (index: number): number => MARGIN + LABELS + index * COLUMN;
  const shapes = [
    ...listsOf(town),
    ...ordersOf(town, inLine, width / 2 + 16),
    ...schools.flatMap((school, index) => [
      box(column(index) + 6, tableTop, COLUMN - 12, 36 + rounds.length * ROW),
      words(column(index) + COLUMN / 2, tableTop + 18, bothNames(school), {
        bold: true,
        size: 13,
        anchor: "middle",
      }),
    ]),
    ...rounds.flatMap((round, row) => {
      const y = tableTop + 36 + row * ROW + ROW / 2;
      return [
        twoLines(MARGIN, y, round.label),
        row === 0 ? "" : line(MARGIN, y - ROW / 2, width - MARGIN, y - ROW / 2),
        ...schools.map((school, index) => cell(round, school, column(index) + COLUMN / 2, y)),
      ];
    }),
    ...legend(height - 70, width),
    words(MARGIN, height - 40, moral.zh, { size: 13 }),
    words(MARGIN, height - 21, moral.en, { size: 12, fill: SOFT }),
  ];
  return picture(width, height, title, shapes);
}

const bothNames = (school: string): string => `${schoolName(school).zh} ${schoolName(school).en}`;

function listsOf({ lists, guaranteed = {} }: SmallTown): readonly string[] {
  return [
    words(MARGIN, HEAD, "志愿 Lists", { size: 12, fill: SOFT }),
    ...Object.entries(lists).flatMap(([child, list], row) => {
      const y = HEAD + 28 + row * 26;
      const promise = guaranteed[child];
      const note =
        promise === undefined ? "" : `　（现有${schoolName(promise).zh}学位 has a seat there）`;
      return [
        words(MARGIN + 4, y, child, { bold: true }),
        words(MARGIN + 24, y, `${list.map(shortName).join(" › ")}${note}`, { size: 13 }),
      ];
    }),
  ];
}

function ordersOf(
  { priorities }: SmallTown,
  inLine: readonly string[] | undefined,
  x: number,
): readonly string[] {
  if (inLine !== undefined) {
    return [
      words(x, HEAD, "一个队 One line", { size: 12, fill: SOFT }),
      words(x, HEAD + 28, inLine.join(" › "), { size: 13, bold: true }),
    ];
  }
  return [
    words(x, HEAD, "各校的先后次序 Who comes first", { size: 12, fill: SOFT }),
    ...Object.entries(priorities).map(([school, order], row) =>
      words(x + 4, HEAD + 28 + row * 26, `${bothNames(school)}：${order.join(" › ")}`, {
        size: 13,
      }),
    ),
  ];
}

function cell({ has, refused }: Round, school: string, x: number, y: number): string {
  const all = [
    ...(has.get(school) ?? []).map((child) => ({ child, state: "has" as const })),
    ...(refused.get(school) ?? []).map((child) => ({ child, state: "refused" as const })),
  ];
  const gap = CHIP + 6;
  const left = x - ((all.length - 1) * gap) / 2;
  return all.map(({ child, state }, index) => chip(left + index * gap, y, child, state)).join("");
}

function legend(y: number, width: number): readonly string[] {
  const right = width - MARGIN;
  return [
    `<circle cx="${right - 300}" cy="${y}" r="6" fill="${TEAL}"/>`,
    words(right - 288, y, "占有学位 has the seat", { size: 11, fill: SOFT }),
    `<circle cx="${right - 140}" cy="${y}" r="6" fill="none" stroke="${RED}" stroke-dasharray="3 2"/>`,
    words(right - 128, y, "未被接受 refused", { size: 11, fill: SOFT }),
  ];
}
