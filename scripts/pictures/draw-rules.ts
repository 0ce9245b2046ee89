import { deepStrictEqual } from "node:assert";
import { callList } from "@yangguang/core/allocation/call-list.ts";
import type { SeatPool, TieRule } from "@yangguang/core/domain/allocation-problem.ts";
import { pointsOf } from "@yangguang/core/domain/points.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { box, chip, CHIP, line, MARGIN, picture, SOFT, TEAL, twoLines, words } from "./svg.ts";
import { oneSchool, run } from "./towns.ts";

const GAP = CHIP + 8;

/** Reserved and open seats in two orders of precedence (after Dur, Kominers, Pathak & Sönmez 2018). */
export function drawPrecedence(): string {
  const inLine = ["w1", "w2", "o1", "w3", "o2", "o3", "w4", "o4"];
  const zone: SeatPool = { id: "zone", group: "zone", seats: 2, handOn: "open" };
  const open: SeatPool = { id: "open", group: null, handOn: null };
  const names: Readonly<Record<string, Text>> = {
    zone: text("片区学位", "zone seats"),
    open: text("公开学位", "open seats"),
  };
  const rows = [
    [zone, open],
    [open, zone],
  ].map((pools, row) => {
    const { placements } = run(
      oneSchool(4, inLine, { divisions: { a: { pools } } }, (pid) => ({
        groups: pid.startsWith("w") ? ["zone"] : [],
      })),
    );
    const y = 190 + row * 92;
    return [
      twoLines(
        MARGIN,
        y,
        row === 0
          ? text("先给片区学位", "zone seats first")
          : text("先给公开学位", "open seats first"),
        { bold: true },
      ),
      ...pools.flatMap(({ id }, index) => {
        const x = MARGIN + 150 + index * 180;
        const holders = inLine.filter(
          (pid) => placements.find((one) => one.pid === pid)?.pool === id,
        );
        return [
          box(x, y - 32, 160, 64),
          words(x + 80, y - 20, `${names[id]?.zh} ${names[id]?.en}`, {
            size: 11,
            fill: SOFT,
            anchor: "middle",
          }),
          ...holders.map((pid, place) => chip(x + 61 + place * GAP, y + 8, pid, zoneChip(pid))),
        ];
      }),
    ].join("");
  });
  return picture(600, 400, text("学位的先后次序", "Order of precedence"), [
    twoLines(MARGIN, 88, text("摇号次序", "by lot")),
    ...inLine.map((pid, place) => chip(MARGIN + 115 + place * GAP, 88, pid, zoneChip(pid))),
    line(MARGIN, 132, 576, 132),
    ...rows,
    words(
      MARGIN,
      348,
      "深色是片区内的孩子。同样四个学位、同样的号码，只是先后次序不同：片区多一个孩子。",
      {
        size: 13,
      },
    ),
    words(
      MARGIN,
      369,
      "Dark: children of the zone. Same seats, same lots, another order: the zone has one child more.",
      { size: 11.5, fill: SOFT },
    ),
  ]);
}

const zoneChip = (pid: string): "has" | "asks" => (pid.startsWith("w") ? "has" : "asks");

/** 90, 80 and 80 points for two seats, under each rule. */
export function drawTies(): string {
  const scores: Readonly<Record<string, number>> = { 甲: 90, 乙: 80, 丙: 80 };
  const inLine = Object.keys(scores);
  const rules: readonly (readonly [TieRule, Text])[] = [
    ["lot", text("由摇号决定", "by lot")],
    ["admit-all", text("同分都录取", "admit all")],
    ["admit-none", text("同分都不录取", "admit none")],
  ];
  const rows = rules.flatMap(([ties, label], row) => {
    const { placements } = run(
      oneSchool(2, inLine, { ties, keyParts: [{ by: "points" }] }, (pid) => ({
        keys: [[-1000 * (scores[pid] ?? 0)]],
        points: [pointsOf(1000 * (scores[pid] ?? 0))],
      })),
    );
    const y = 142 + row * 52;
    const admitted = placements.filter(({ school }) => school !== null).length;
    return [
      twoLines(MARGIN, y, label, { bold: true }),
      ...inLine.map((pid, place) => {
        const seated = placements.some((one) => one.pid === pid && one.school !== null);
        return chip(MARGIN + 210 + place * 90, y, pid, seated ? "has" : "refused");
      }),
      words(576, y, `${admitted} / 2`, { size: 13, fill: SOFT, anchor: "end" }),
    ];
  });
  return picture(600, 340, text("末位同分", "Equal scores at the last seat"), [
    words(MARGIN, 84, "两个学位 two seats", { size: 12, fill: SOFT }),
    ...inLine.map((pid, place) =>
      words(MARGIN + 210 + place * 90, 84, `${scores[pid]} 分`, { size: 13, anchor: "middle" }),
    ),
    line(MARGIN, 108, 576, 108),
    ...rows,
    words(
      MARGIN,
      306,
      "“都录取”会超过计划学位，“都不录取”会空出学位。 More seats than planned, or fewer.",
      {
        size: 12.5,
        fill: SOFT,
      },
    ),
  ]);
}

/** A call list: of every first so many, at least four in ten are of the group. */
export function drawCallList(): string {
  const inLine = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];
  const members = new Set(["4", "7", "9", "10"]);
  const percentAtLeast = 40;
  const order = callList(
    inLine.map((pid) => (members.has(pid) ? ["bursary"] : [])),
    [{ group: "bursary", percentAtLeast }],
  );
  const called = Array.from(order, (rank) => inLine[rank] ?? "");
  for (let count = 1; count <= called.length; count += 1) {
    const needed = Math.min(Math.ceil((count * percentAtLeast) / 100), members.size);
    const there = called.slice(0, count).filter((pid) => members.has(pid)).length;
    deepStrictEqual(there >= needed, true);
  }
  const row = (pids: readonly string[], y: number): readonly string[] =>
    pids.map((pid, place) =>
      chip(MARGIN + 115 + place * (GAP + 6), y, pid, members.has(pid) ? "has" : "asks"),
    );
  const x = (pids: readonly string[], pid: string): number =>
    MARGIN + 115 + pids.indexOf(pid) * (GAP + 6);
  return picture(600, 290, text("点名册", "Call list"), [
    twoLines(MARGIN, 92, text("原来的次序", "by rank")),
    ...row(inLine, 92),
    ...inLine.map(
      (pid) =>
        `<line x1="${x(inLine, pid)}" y1="110" x2="${x(called, pid)}" y2="170" stroke="${members.has(pid) ? TEAL : "#b9b2a0"}"/>`,
    ),
    twoLines(MARGIN, 188, text("点名次序", "as called")),
    ...row(called, 188),
    words(MARGIN, 240, "深色是受助学生：从前往后数到任何一位，其中至少四成是他们，直到全部点到。", {
      size: 13,
    }),
    words(
      MARGIN,
      261,
      "Dark: the group. Of every first so many called, at least 40 % are of the group, as long as it lasts.",
      {
        size: 11.5,
        fill: SOFT,
      },
    ),
  ]);
}

/** The published ring of Nanchang: twenty children, from the sixth on every third, fifteen seats. */
export function drawRing(): string {
  const count = 20;
  const inLine = Array.from({ length: count }, (_, index) => String(index + 1));
  const calls = new Map<string, number>();
  // With one seat more each time, the one more who is admitted is the next to be called.
  for (let seats = 1; seats <= 15; seats += 1) {
    const { placements } = run(
      oneSchool(seats, inLine, { mechanism: "ring-draw", ring: { start: 6, step: 3 } }, () => ({})),
    );
    const next = placements.find(({ pid, school }) => school !== null && !calls.has(pid));
    if (next !== undefined) calls.set(next.pid, seats);
  }
  const [x, y, reach] = [300, 262, 150];
  const shapes = inLine.flatMap((pid, index) => {
    const angle = (2 * Math.PI * index) / count - Math.PI / 2;
    const at = (radius: number): readonly [number, number] => [
      Math.round(10 * (x + radius * Math.cos(angle))) / 10,
      Math.round(10 * (y + radius * Math.sin(angle))) / 10,
    ];
    const call = calls.get(pid);
    const [tellX, tellY] = at(reach + 30);
    return [
      chip(...at(reach), pid, call === undefined ? "asks" : "has"),
      call === undefined
        ? ""
        : words(tellX, tellY, String(call), { size: 11, fill: SOFT, anchor: "middle" }),
    ];
  });
  return picture(600, 520, text("环形派位", "Ring draw"), [
    ...shapes,
    words(x, y - 32, "起始号 6 start", { size: 13, anchor: "middle" }),
    words(x, y - 10, "步长 3 step", { size: 13, anchor: "middle" }),
    words(x, y + 12, "学位 15 seats", { size: 13, anchor: "middle" }),
    words(x, y + 38, "圈外是中签次序", { size: 12, fill: SOFT, anchor: "middle" }),
    words(x, y + 56, "outside: the order of leaving", { size: 11, fill: SOFT, anchor: "middle" }),
    words(MARGIN, 474, "从 6 号起，每数到第三个仍在圈中的孩子即中签，离开圈子。", { size: 13 }),
    words(
      MARGIN,
      496,
      "From number 6, every third child still in the ring has a seat and leaves the ring.",
      {
        size: 12,
        fill: SOFT,
      },
    ),
  ]);
}
