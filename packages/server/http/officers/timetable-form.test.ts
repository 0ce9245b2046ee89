import fc from "fast-check";
import type { FastifyRequest } from "fastify";
import { expect, test } from "vitest";
import type { Timetable } from "@yangguang/core/domain/timetable.ts";
import { WINDOW_NAMES } from "@yangguang/core/domain/timetable.ts";
import { readForm } from "../forms.ts";
import { beijingMinute, presentWindows, readTimetable } from "./timetable-form.ts";

const instant = fc
  .integer({ min: Date.parse("2020-01-01T00:00:00Z"), max: Date.parse("2040-01-01T00:00:00Z") })
  .map((milliseconds) => new Date(milliseconds).toISOString());
const anyWindow = fc.record({ opens: instant, closes: instant });
const timetables: fc.Arbitrary<Timetable> = fc.record({
  application: anyWindow,
  review: anyWindow,
  acceptance: anyWindow,
  registration: anyWindow,
});

const posted = (timetable: Timetable, more: Readonly<Record<string, string>> = {}) => {
  const fields = presentWindows(timetable).flatMap(({ window, opens, closes }) => [
    [`opens.${window}`, opens],
    [`closes.${window}`, closes],
  ]);
  const body = { key: "a-form-key", ...Object.fromEntries(fields), ...more };
  return readForm({ body } as unknown as FastifyRequest);
};

test("Beijing is eight hours ahead, also over midnight and the new year", () => {
  expect(beijingMinute("2024-06-01T01:00:00Z")).toBe("2024-06-01T09:00");
  expect(beijingMinute("2023-12-31T16:30:59Z")).toBe("2024-01-01T00:30");
  expect(beijingMinute("2024-06-01T09:00:00+08:00")).toBe("2024-06-01T09:00");
});

test("a form sent back as it was changes nothing, not even seconds", () => {
  fc.assert(
    fc.property(timetables, (timetable) => {
      expect(readTimetable(posted(timetable), timetable, 0)).toEqual(timetable);
    }),
    { seed: 7 },
  );
});

test("an entered minute is that minute in Beijing", () => {
  fc.assert(
    fc.property(timetables, instant, (timetable, wanted) => {
      const entered = beijingMinute(wanted);
      fc.pre(entered !== beijingMinute(timetable.review.opens));
      const read = readTimetable(posted(timetable, { "opens.review": entered }), timetable, 0);
      expect(Date.parse(read.review.opens)).toBe(Math.floor(Date.parse(wanted) / 60_000) * 60_000);
    }),
    { seed: 7 },
  );
});

test("a “now” button sets one end of one window and nothing else", () => {
  fc.assert(
    fc.property(
      timetables,
      fc.constantFrom(...WINDOW_NAMES),
      fc.constantFrom("open", "close"),
      instant,
      (timetable, window, verb, now) => {
        const form = posted(timetable, { do: `${verb}:${window}` });
        const end = verb === "open" ? "opens" : "closes";
        expect(readTimetable(form, timetable, Date.parse(now))).toEqual({
          ...timetable,
          [window]: { ...timetable[window], [end]: now },
        });
      },
    ),
    { seed: 7 },
  );
});

test("any other command saves the fields", () => {
  fc.assert(
    fc.property(timetables, fc.string(), (timetable, command) => {
      fc.pre(!/^(?:open|close):/.test(command.trim()));
      expect(readTimetable(posted(timetable, { do: command }), timetable, 0)).toEqual(timetable);
    }),
    { seed: 7 },
  );
});
