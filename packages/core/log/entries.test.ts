import { describe, expect, it } from "vitest";
import type { LogEntry } from "./entries.ts";
import { entryText, readEntry } from "./entries.ts";

const run = "yongkang/2024/primary/1";
const hash = "ab".repeat(32);
const signature = "cd".repeat(64);

/** One good entry of every type. */
const ENTRIES: readonly LogEntry[] = [
  { t: "open", run, build: hash, plan: hash, rules: hash, trust: hash },
  { t: "app", run, c: hash },
  { t: "contributor", run, id: "notary", key: hash, box: hash },
  {
    t: "freeze",
    run,
    by: ["a1", "b2"],
    counts: { A1: 7, other: 4 },
    freeze: hash,
    holders: hash,
    n: 11,
    roll: hash,
  },
  {
    t: "commit",
    run,
    id: "notary",
    a: [hash],
    boxes: { press: "ef".repeat(80) },
    c: hash,
    sig: signature,
  },
  { t: "share", run, id: "notary", from: "press", c: hash, ok: 1, sig: signature },
  { t: "cset", run, cset: hash, ids: ["notary", "press"] },
  { t: "dice", run, dice: "0123456789", readers: ["a1", "b2"] },
  { t: "reveal", run, id: "notary", r: hash, sig: signature },
  { t: "opened-share", run, id: "notary", of: "press", share: hash, sig: signature },
  { t: "recover", run, id: "press", r: hash },
  { t: "beacon", run, round: 1000, sig: "12".repeat(48) },
  { t: "seed", run, seed: hash },
  { t: "outcome", run, build: hash, cutoffs: hash, full: hash, placements: hash, placed: 10 },
  { t: "announce", run },
  { t: "void", run, by: ["a1", "b2"], reason: "骰子落地 rolled off the table" },
];

const codeOf = (json: unknown): string => {
  const read = readEntry(json);
  return read.ok ? "ok" : `${read.error.code} ${read.error.place ?? ""}`.trim();
};

describe("readEntry", () => {
  it.each(ENTRIES)("takes a $t, and the same again from its text", (entry) => {
    expect(readEntry(entry)).toEqual({ ok: true, value: entry });
    expect(readEntry(JSON.parse(entryText(entry)))).toEqual({ ok: true, value: entry });
  });

  it.each(ENTRIES)("refuses a $t with a key more or less", (entry) => {
    expect(codeOf({ ...entry, note: "x" })).toBe("entry.unknown-key note");
    // A key that every object answers to, but has not.
    expect(codeOf(JSON.parse(`${JSON.stringify(entry).slice(0, -1)},"__proto__":1}`))).toBe(
      "entry.unknown-key __proto__",
    );
    for (const key of Object.keys(entry).filter((each) => each !== "t")) {
      const { [key as keyof LogEntry]: _, ...rest } = entry;
      expect(codeOf(rest)).toBe(`entry.value ${key}`);
    }
  });

  it.each(ENTRIES)("refuses a $t with a value of another kind", (entry) => {
    for (const key of Object.keys(entry).filter((each) => each !== "t")) {
      for (const wrong of [
        null,
        true,
        1.5,
        -1,
        [],
        {},
        [[]],
        "",
        "AB".repeat(32),
        "ab".repeat(31),
      ]) {
        const acceptable =
          (key === "counts" || key === "boxes") && JSON.stringify(wrong) === "{}"
            ? "ok"
            : key === "reason" && typeof wrong === "string" && wrong !== ""
              ? "ok"
              : ["id", "from", "of"].includes(key) && typeof wrong === "string" && wrong !== ""
                ? "ok"
                : `entry.value ${key}`;
        expect(codeOf({ ...entry, [key]: wrong }), `${key} ${JSON.stringify(wrong)}`).toBe(
          acceptable,
        );
      }
    }
  });

  it("refuses what is no entry, or of no known type", () => {
    expect(codeOf(null)).toBe("entry.not-an-object");
    expect(codeOf([])).toBe("entry.not-an-object");
    expect(codeOf("open")).toBe("entry.not-an-object");
    expect(codeOf({ run })).toBe("entry.unknown-type t");
    expect(codeOf({ run, t: "toString" })).toBe("entry.unknown-type t");
  });

  it("refuses runs, people and ids that are not of their form", () => {
    for (const wrong of [
      "a/b/c/0",
      "a/b/c/01",
      "a/b/c",
      "a//c/1",
      "a/b/c/1/2",
      "a b/c/d/1",
      "cafe\u0301/b/c/1",
    ]) {
      expect(codeOf({ t: "announce", run: wrong })).toBe("entry.value run");
    }
    expect(codeOf({ t: "announce", run: "永康/2024/primary/12" })).toBe("ok");
    for (const by of [["a1"], ["a1", "a1"], ["a1", "b2", "c3"], ["a1", " "], ["a1", "\ud800"]]) {
      expect(codeOf({ t: "void", run, by, reason: "x" })).toBe("entry.value by");
    }
    for (const id of ["-a", "公证处", "a b", "a_b"]) {
      expect(codeOf({ t: "recover", run, id, r: hash })).toBe("entry.value id");
    }
  });
});

it("an entry's text has its keys in order and no space", () => {
  expect(entryText({ t: "app", run, c: hash })).toBe(`{"c":"${hash}","run":"${run}","t":"app"}`);
});
