import { expect, it } from "vitest";
import type { KeyPart, SchoolVerdict } from "../domain/allocation-problem.ts";
import { ZERO_POINTS } from "../domain/points.ts";
import { text } from "../domain/text.ts";
import type { VerdictNames } from "./verdict-text.ts";
import { verdictText } from "./verdict-text.ts";

const same = (id: string) => text(id, id);
const NAMES: VerdictNames = {
  school: same,
  step: same,
  keyPart: (part) => same(part.by === "term" ? part.term : part.by),
  pool: same,
};

const [mine, last] = ["0000000a".padEnd(64, "0"), "00000003".padEnd(64, "0")];

const verdict = (more: Partial<SchoolVerdict>): SchoolVerdict => ({
  step: "main",
  school: "A",
  listRank: 1,
  verdict: "beaten-by-lot",
  own: { key: [1], points: ZERO_POINTS, lot: mine },
  cutoff: {
    school: "A",
    step: "main",
    admitted: 1,
    binding: true,
    key: [0],
    points: ZERO_POINTS,
    lot: last,
  },
  ...more,
});

it("tells lots by their leading digits, or as the draw writes them", () => {
  expect(verdictText(verdict({}), NAMES).en).toContain("lot 0x0000000a… comes after 0x00000003….");
  const asWritten = { ...NAMES, lot: (hex: string) => String(Number(`0x${hex.slice(0, 8)}`)) };
  const { zh, en } = verdictText(verdict({}), asWritten);
  expect(en).toContain("lot 10 comes after 3.");
  expect(zh).toContain("号码 10 排在 3 之后");
});

it("has words for the parts that stand before a rule's own, and asks for those of the others", () => {
  const told = (decidedBy: KeyPart) =>
    verdictText(verdict({ verdict: "beaten-by-key", decidedBy }), NAMES).en;
  expect(told({ by: "term", term: "sibling" })).toContain("“a brother or sister at the school”");
  expect(told({ by: "term", term: "waiting-list" })).toContain("“the order of the waiting list”");
  expect(told({ by: "term", term: "residence" })).toContain("“residence”");
});
