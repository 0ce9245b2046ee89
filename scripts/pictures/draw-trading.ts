import { deepStrictEqual } from "node:assert";
import { text } from "@yangguang/core/domain/text.ts";
import { chip, INK, line, LINE, MARGIN, picture, SOFT, TEAL, words } from "./svg.ts";
import type { SmallTown } from "./towns.ts";
import { problemOf, run, SCHOOL_NAMES, seatsOf, THREE_SCHOOLS } from "./towns.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

const PANEL = 300;
const TOP = 70;

/** Children on the left, schools on the right, in each of the two rounds. */
const childAt = (panel: number, row: number): Point => ({
  x: MARGIN + 60 + panel * PANEL,
  y: TOP + 52 + row * 62,
});
const schoolAt = (panel: number, row: number): Point => ({
  x: MARGIN + 210 + panel * PANEL,
  y: TOP + 52 + row * 62,
});

/** From the edge of one shape to the edge of another, a little bent so that two ways stay apart. */
function arrow(from: Point, to: Point, inRing: boolean): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const [start, end] = [22, 34];
  const number = (value: number): string => value.toFixed(1);
  const bend = 14;
  const middle = {
    x: (from.x + to.x) / 2 - uy * bend,
    y: (from.y + to.y) / 2 + ux * bend,
  };
  const path = `M${number(from.x + ux * start)} ${number(from.y + uy * start)} Q${number(middle.x)} ${number(middle.y)} ${number(to.x - ux * end)} ${number(to.y - uy * end)}`;
  const look = inRing
    ? `stroke="${TEAL}" stroke-width="2.5" marker-end="url(#ring)"`
    : `stroke="${SOFT}" stroke-dasharray="4 3" marker-end="url(#other)"`;
  return `<path d="${path}" fill="none" ${look}/>`;
}

const marker = (id: string, fill: string): string =>
  `<marker id="${id}" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="${fill}"/></marker>`;

interface Trading {
  readonly panel: number;
  readonly children: readonly string[];
  readonly schools: readonly string[];
  /** School by child still there, and child by school that still has a seat. */
  readonly wants: ReadonlyMap<string, string>;
  readonly offers: ReadonlyMap<string, string>;
  readonly ring: ReadonlySet<string>;
}

/** The rounds in which one ring after another trades; they end as the engine's run does. */
function tradingRounds({ lists, priorities }: SmallTown): readonly Trading[] {
  const [children, schools] = [Object.keys(lists), Object.keys(priorities)];
  const seated = new Map<string, string>();
  const rounds: Trading[] = [];
  while (seated.size < children.length) {
    const left = children.filter((child) => !seated.has(child));
    const free = schools.filter((school) => ![...seated.values()].includes(school));
    const first = (order: readonly string[] | undefined, among: readonly string[]): string =>
      order?.find((one) => among.includes(one)) ?? "";
    const wants = new Map(left.map((child) => [child, first(lists[child], free)]));
    const offers = new Map(free.map((school) => [school, first(priorities[school], left)]));
    const ring = ringFrom(left[0] ?? "", wants, offers);
    rounds.push({ panel: rounds.length, children, schools, wants, offers, ring });
    for (const child of ring) seated.set(child, wants.get(child) ?? "");
  }
  deepStrictEqual(
    Object.fromEntries(seated),
    seatsOf(run(problemOf({ lists, priorities }, "top-trading-cycles"))),
  );
  return rounds;
}

/** One round: who points to whom, the ring in bold. */
function drawRound({ panel, children, schools, wants, offers, ring }: Trading): readonly string[] {
  const childPoint = (child: string): Point => childAt(panel, children.indexOf(child));
  const schoolPoint = (school: string): Point => schoolAt(panel, schools.indexOf(school));
  const inRing = (school: string): boolean => [...ring].some((one) => wants.get(one) === school);
  return [
    words(MARGIN + 8 + panel * PANEL, TOP, `第 ${panel + 1} 轮 round ${panel + 1}`, { bold: true }),
    ...[...wants].map(([child, school]) =>
      arrow(childPoint(child), schoolPoint(school), ring.has(child)),
    ),
    ...[...offers].map(([school, child]) =>
      arrow(schoolPoint(school), childPoint(child), inRing(school)),
    ),
    ...[...wants.keys()].map((child) => {
      const { x, y } = childPoint(child);
      return chip(x, y, child, ring.has(child) ? "has" : "asks");
    }),
    ...[...offers.keys()].map((school) => schoolBox(schoolPoint(school), school)),
  ];
}

/** Top trading cycles in the town of the other pictures. */
export function drawTrading(): string {
  const height = TOP + 290;
  const small = { size: 11.5, fill: SOFT };
  return picture(2 * PANEL + 2 * MARGIN, height, text("优先权交换", "Top trading cycles"), [
    `<defs>${marker("ring", TEAL)}${marker("other", SOFT)}</defs>`,
    ...tradingRounds(THREE_SCHOOLS).flatMap(drawRound),
    line(PANEL + MARGIN, TOP - 10, PANEL + MARGIN, TOP + 200),
    words(
      MARGIN,
      height - 62,
      "孩子指向最想去的学校，学校指向次序最前的孩子；指成一圈的孩子互换，随即离开。",
      { size: 13 },
    ),
    words(
      MARGIN,
      height - 43,
      "Children point to the school they want most, schools to the child who comes first; whoever stands in a ring trades.",
      small,
    ),
    words(
      MARGIN,
      height - 20,
      "1 和 2 都得到第一志愿；但 3 在东校的次序先于 2，却未得到东校。 3 comes before 2 at East, and does not get it.",
      small,
    ),
  ]);
}

function schoolBox({ x, y }: Point, school: string): string {
  const { zh, en } = SCHOOL_NAMES[school] ?? text(school, school);
  return `<rect x="${x - 28}" y="${y - 19}" width="74" height="38" rx="6" fill="#f3eddd" stroke="${LINE}"/>${words(x + 9, y, `${zh} ${en}`, { size: 12, bold: true, fill: INK, anchor: "middle" })}`;
}

/** The children of the ring that one comes to from a child. */
function ringFrom(
  start: string,
  wants: ReadonlyMap<string, string>,
  offers: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const path: string[] = [];
  let child = start;
  while (!path.includes(child)) {
    path.push(child);
    child = offers.get(wants.get(child) ?? "") ?? "";
  }
  return new Set(path.slice(path.indexOf(child)));
}
