import { randomBytes } from "node:crypto";
import { foldEntry } from "@yangguang/core/draw/ceremony.ts";
import type { CeremonyState } from "@yangguang/core/draw/ceremony-state.ts";
import type { ContributorDevice } from "@yangguang/core/draw/contributor.ts";
import { commitShares, newDevice, registration } from "@yangguang/core/draw/contributor.ts";
import { freezeHash } from "@yangguang/core/draw/hashes.ts";
import type { LogEntry } from "@yangguang/core/log/entries.ts";
import { describe, expect, it } from "vitest";
import type { CeremonyData } from "./ceremony-data.ts";
import { checkRun, cosignedIn } from "./ceremony-data.ts";
import { memoryOf, mergeDevices } from "./memory.ts";
import { standingOf } from "./standing.ts";

/* What a contributor's page decides by itself, without a browser. */

const RUN = "city/2024/primary/1";
const HASH = "ab".repeat(32);
const PLAN = {
  run: RUN,
  contributors: ["notary", "parents", "platform"],
  threshold: 2,
  throws: 39,
  beacon: null,
};
const random = (bytes: number): Uint8Array => randomBytes(bytes);
const unwrap = <Value>(
  result: { ok: true; value: Value } | { ok: false; error: unknown },
): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

const devices = PLAN.contributors.map((id) => newDevice(RUN, id, random));
const notary = devices[0] as ContributorDevice;
const opened: readonly LogEntry[] = [
  { t: "open", run: RUN, build: HASH, plan: HASH, rules: HASH, trust: HASH },
];
const registered: readonly LogEntry[] = [...opened, ...devices.map(registration)];
const frozen: readonly LogEntry[] = [
  ...registered,
  {
    t: "freeze",
    run: RUN,
    by: ["a", "b"],
    counts: { A: 5 },
    freeze: freezeHash(RUN, HASH, 5, HASH),
    holders: HASH,
    n: 5,
    roll: HASH,
  },
];

const dataOf = (entries: readonly unknown[], quorum = 0): CeremonyData => ({
  run: RUN,
  plan: PLAN,
  quorum,
  entries: entries.map((entry, index) => ({
    entry,
    publishedAt: index < entries.length - 1 ? "2024-06-25T09:30:00+08:00" : null,
  })),
});
const stateOf = (entries: readonly LogEntry[]): CeremonyState =>
  unwrap(checkRun(dataOf(entries))).state;
const panelOf = (entries: readonly LogEntry[], device: ContributorDevice | undefined, quorum = 0) =>
  standingOf(stateOf(entries), "notary", device, cosignedIn(dataOf(entries, quorum))).panel;

describe("what is awaited", () => {
  it("before the freeze", () => {
    expect(panelOf(opened, undefined)).toBe("register");
    // Kept on the device, but not logged yet: the connection was lost.
    expect(panelOf(opened, notary)).toBe("register");
    expect(panelOf(registered, notary)).toBe("registered");
    expect(panelOf(registered, undefined)).toBe("lost");
    expect(panelOf(registered, newDevice(RUN, "notary", random))).toBe("other-keys");
  });

  it("waits for the witnesses before a secret is sealed", () => {
    expect(panelOf(frozen, notary)).toBe("commit");
    expect(panelOf(frozen, notary, 2)).toBe("unwitnessed");
  });

  it("asks to seal anew where the sealed secret is not on this device", () => {
    const { device, entry } = unwrap(commitShares(notary, stateOf(frozen), random));
    const committed = [...frozen, entry];
    expect(panelOf(committed, device)).toBe("committed");
    expect(panelOf(committed, notary)).toBe("commit-anew");
  });
});

describe("the log", () => {
  it("is judged entry by entry, and the first fault is told with its place", () => {
    const twice = checkRun(dataOf([...frozen, frozen.at(-1)]));
    expect(twice).toMatchObject({ ok: false, error: { code: "ceremony.too-late", place: "5" } });
    const strange = checkRun(dataOf([{ t: "open" }]));
    expect(strange).toMatchObject({ ok: false, error: { place: "0" } });
    expect(foldEntry(stateOf(opened), registration(notary), 1).ok).toBe(true);
  });
});

describe("memory", () => {
  function storage(full = false) {
    const kept = new Map<string, string>();
    return {
      kept,
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => {
        if (full) throw new Error("full");
        kept.set(key, value);
      },
    };
  }

  it("gives back what it kept, for its run and contributor alone", () => {
    const store = storage();
    expect(memoryOf(store, RUN, "notary").keep(notary)).toBe(true);
    expect(memoryOf(store, RUN, "notary").load()).toEqual(notary);
    expect(memoryOf(store, RUN, "parents").load()).toBeUndefined();
    expect(memoryOf(store, "city/2024/primary/2", "notary").load()).toBeUndefined();
  });

  it("says when the browser keeps nothing", () => {
    expect(memoryOf(storage(true), RUN, "notary").keep(notary)).toBe(false);
  });

  it("notices a log that was rewritten or cut short", () => {
    const memory = memoryOf(storage(), RUN, "notary");
    expect(memory.sawBefore(["a", "b"])).toBe(true);
    expect(memory.sawBefore(["a", "b", "c"])).toBe(true);
    expect(memory.sawBefore(["a", "x", "c"])).toBe(false);
    expect(memory.sawBefore(["a", "b"])).toBe(false);
    expect(memory.sawBefore(["a", "b", "c", "d"])).toBe(true);
  });

  it("goes on with the device that has dealt more, of one pair of keys", () => {
    const { device } = unwrap(commitShares(notary, stateOf(frozen), random));
    const other = newDevice(RUN, "notary", random);
    expect(mergeDevices(device, notary)).toBe(device);
    expect(mergeDevices(notary, device)).toBe(device);
    expect(mergeDevices(undefined, notary)).toBe(notary);
    expect(mergeDevices(notary, other)).toBe(other);
  });
});
