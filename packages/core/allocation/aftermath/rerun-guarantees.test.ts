import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocate } from "../allocate.ts";
import { mixedTown, ringTown } from "../testing/featured-towns.ts";
import { seatsByChild, townArbitrary } from "../testing/towns.ts";
import { asksOf } from "./asks.ts";
import { run } from "./testing/reruns.ts";
import { waitlistsOf } from "./waitlists.ts";

const CHILDREN = ["p1", "p2", "p3", "p4", "p5", "p6"];
const SCHOOLS = ["a", "b", "c"];

describe("for towns with every kind of step", () => {
  const changesArbitrary = fc.record({
    withdrawn: fc.subarray(CHILDREN, { maxLength: 3 }),
    declined: fc.subarray(CHILDREN, { maxLength: 1 }),
    notWaiting: fc.dictionary(fc.constantFrom(...CHILDREN), fc.subarray(SCHOOLS), { maxKeys: 2 }),
    noRefill: fc.subarray(SCHOOLS, { maxLength: 1 }),
    askAlone: fc.subarray(CHILDREN),
    added: fc.dictionary(fc.constantFrom(...SCHOOLS), fc.integer({ min: 0, max: 2 })),
  });

  it("nobody who keeps a seat is worse off, nobody waiting is passed over, who left has nothing", () => {
    fc.assert(
      fc.property(mixedTown, changesArbitrary, (problem, drawn) => {
        const before = allocate(problem);
        const seatBefore = seatsByChild(before);
        const inRun = (pids: readonly string[]) => pids.filter((pid) => pid in seatBefore);
        const withdrawn = inRun(drawn.withdrawn);
        const changes = {
          withdrawn,
          declined: inRun(drawn.declined).filter(
            (pid) => seatBefore[pid] !== null && !withdrawn.includes(pid),
          ),
          notWaiting: Object.fromEntries(
            Object.entries(drawn.notWaiting).filter(([pid]) => pid in seatBefore),
          ),
          noRefill: drawn.noRefill,
          askAlone: inRun(drawn.askAlone),
          addedSeats: Object.fromEntries(
            Object.entries(drawn.added).filter(([school]) => !drawn.noRefill.includes(school)),
          ),
        };
        const { outcome, problem: next, moves } = run(problem, changes);
        const seatAfter = seatsByChild(outcome);
        const asks = asksOf(problem, before);
        for (const [pid, school] of Object.entries(seatBefore)) {
          if (withdrawn.includes(pid)) {
            expect(seatAfter).not.toHaveProperty(pid);
            continue;
          }
          const got = seatAfter[pid] ?? null;
          if (school === null || changes.declined.includes(pid)) continue;
          const result = asks.get(pid)?.find((ask) => ask.school === got)?.result;
          expect(["refused", "given"]).toContain(result);
        }
        for (const { to } of moves) expect(changes.noRefill).not.toContain(to);
        const moved = CHILDREN.filter(
          (pid) => (seatBefore[pid] ?? null) !== (seatAfter[pid] ?? null),
        );
        expect(moves.map(({ pid }) => pid)).toEqual(moved);
        expect(next.steps[0]?.entries.length).toBe(Object.keys(seatAfter).length);
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it("the order of rows does not matter", () => {
    fc.assert(
      fc.property(mixedTown, fc.constantFrom(...CHILDREN), (problem, leaver) => {
        const turned = {
          ...problem,
          schools: problem.schools.toReversed(),
          steps: problem.steps.map((step) => ({ ...step, entries: step.entries.toReversed() })),
        };
        const withdrawn = leaver in seatsByChild(allocate(problem)) ? [leaver] : [];
        const one = run(problem, { withdrawn });
        const other = run(turned, { withdrawn });
        expect(JSON.stringify(other.outcome)).toBe(JSON.stringify(one.outcome));
        expect(other.moves).toEqual(one.moves);
        expect(waitlistsOf(turned, other.before)).toEqual(waitlistsOf(problem, one.before));
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});

it("changes nothing where nothing has changed, after one undivided step", () => {
  let steps = 0;
  fc.assert(
    fc.property(fc.oneof(townArbitrary, ringTown), (problem) => {
      const [step] = problem.steps;
      // Seats that the step kept back are given in a re-run.
      if (step === undefined || step.competitorsAtMost !== undefined) return;
      const { seatsAtMost: _, ...plain } = step;
      expect(run({ ...problem, steps: [plain] }, {}).moves).toEqual([]);
      steps += 1;
    }),
    { seed: 8, numRuns: 600 },
  );
  expect(steps).toBeGreaterThan(100);
});
