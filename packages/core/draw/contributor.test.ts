import { describe, expect, it } from "vitest";
import type { LogEntry } from "../log/entries.ts";
import { readEntry } from "../log/entries.ts";
import type { CeremonyState } from "./ceremony-state.ts";
import { commitOf, newCeremony } from "./ceremony-state.ts";
import { foldEntry } from "./ceremony.ts";
import type { ContributorDevice } from "./contributor.ts";
import {
  commitShares,
  deviceText,
  judgeShares,
  newDevice,
  openShareOf,
  readDevice,
  registration,
  revealSecret,
} from "./contributor.ts";
import { signEntry } from "./contributor-keys.ts";
import { castOf, invented, rehearse, valueOf } from "./testing/rehearsal.ts";

const cast = castOf(3);
const { run } = cast.plan;
const [FIRST = "", SECOND = "", THIRD = ""] = cast.plan.contributors;
const frozen = rehearse(cast, "freeze");
const rolled = rehearse(cast, "dice");

function deviceOf(id: string, from: typeof frozen = frozen): ContributorDevice {
  const device = from.devices.get(id);
  if (device === undefined) throw new Error(`no device of ${id}`);
  return device;
}

const after = (state: CeremonyState, ...entries: readonly LogEntry[]): CeremonyState =>
  entries.reduce((sum, entry) => valueOf(foldEntry(sum, entry, sum.past.length)), state);

const codeOf = (result: ReturnType<typeof readDevice> | ReturnType<typeof revealSecret>): string =>
  result.ok ? "ok" : result.error.code;

describe("a contributor's device", () => {
  it("is the same again from its text, at every step", () => {
    const fresh = newDevice(run, FIRST, invented("fresh"));
    const dealt = deviceOf(FIRST, rolled);
    for (const device of [fresh, dealt]) {
      expect(readDevice(deviceText(device))).toEqual({ ok: true, value: device });
    }
    expect(revealSecret(valueOf(readDevice(deviceText(dealt))), rolled.state)).toEqual(
      revealSecret(dealt, rolled.state),
    );
    expect(readEntry(registration(fresh)).ok).toBe(true);
  });

  it("is not read from a damaged text", () => {
    const text = deviceText(deviceOf(FIRST, rolled));
    const secret = deviceOf(FIRST, rolled).deals[0]?.secret ?? "";
    for (const damaged of [
      "",
      "null",
      "[]",
      text.slice(0, -1),
      text.replace('"v":1', '"v":2'),
      text.replace(FIRST, "no id"),
      text.replace(run, "nowhere"),
      text.replace(secret, "00".repeat(32)),
      text.replace('"opening":"', '"opening":"f'),
      text.replace('"deals":[', '"deals":[{},'),
      text.replace('"sig":"', '"sig":"f'),
    ]) {
      expect(damaged).not.toBe(text);
      expect(codeOf(readDevice(damaged))).toBe("contributor.file");
    }
  });

  it("sends again what was dealt and not logged, and deals anew only after that was", () => {
    const sent = valueOf(commitShares(deviceOf(FIRST), frozen.state, invented("deal")));
    const again = valueOf(commitShares(sent.device, frozen.state, invented("another deal")));
    expect(again).toEqual(sent);
    const logged = after(frozen.state, sent.entry);
    const anew = valueOf(commitShares(sent.device, logged, invented("another deal")));
    expect(anew.entry.c).not.toBe(sent.entry.c);
    expect(anew.device.deals).toHaveLength(2);
    expect(commitOf(after(logged, anew.entry), FIRST)).toEqual(anew.entry);
  });

  it("finds a share that it cannot use, and says so", () => {
    const dealt = valueOf(commitShares(deviceOf(SECOND), frozen.state, invented("deal"))).entry;
    const { sig: _, ...rest } = dealt;
    const [box1 = "", box3 = ""] = [dealt.boxes[FIRST], dealt.boxes[THIRD]];
    const judge = (changes: Partial<typeof rest>) => {
      const { signing } = deviceOf(SECOND).secrets;
      const state = after(frozen.state, signEntry(frozenHash, { ...rest, ...changes }, signing));
      return [FIRST, THIRD].map((id) => valueOf(judgeShares(deviceOf(id), state))[0]?.ok);
    };
    expect(judge({})).toEqual([1, 1]);
    expect(judge({ boxes: { [FIRST]: box3, [THIRD]: box3 } })).toEqual([0, 1]);
    expect(judge({ boxes: { [FIRST]: box1, [THIRD]: "00".repeat(80) } })).toEqual([1, 0]);
    // Boxes that open, with shares that do not fit the points.
    expect(judge({ a: dealt.a.toReversed() })).toEqual([1, 0]);
  });

  it("judges each share once", () => {
    const ready = rehearse(cast, "share");
    const judged = ready.entries.findLast(({ t }) => t === "share");
    expect(judged).toMatchObject({ id: FIRST, from: SECOND, ok: 1 });
    const rest = valueOf(judgeShares(deviceOf(FIRST, ready), ready.state));
    expect(rest.map(({ from }) => from)).toEqual([THIRD]);
    expect(valueOf(judgeShares(deviceOf(FIRST, rolled), rolled.state))).toEqual([]);
  });
});

const frozenEntry = frozen.entries.at(-1);
const frozenHash = frozenEntry?.t === "freeze" ? frozenEntry.freeze : "";

describe("what a device refuses", () => {
  it("to show its secret, or another's share, before the dice", () => {
    const closed = rehearse(cast, "cset");
    expect(codeOf(revealSecret(deviceOf(FIRST, closed), closed.state))).toBe(
      "contributor.before-dice",
    );
    expect(openShareOf(deviceOf(FIRST, closed), closed.state, SECOND)).toMatchObject({
      error: { code: "contributor.before-dice" },
    });
    expect(codeOf(revealSecret(deviceOf(FIRST, rolled), rolled.state))).toBe("ok");
  });

  it("to go on before the freeze, or where the log has other keys under its name", () => {
    const open = rehearse(cast, "contributor");
    expect(judgeShares(deviceOf(FIRST), open.state)).toMatchObject({
      error: { code: "contributor.not-frozen" },
    });
    expect(judgeShares(deviceOf(FIRST), newCeremony(cast.plan))).toMatchObject({
      error: { code: "contributor.not-registered" },
    });
    const stranger = newDevice(run, FIRST, invented("stranger"));
    expect(commitShares(stranger, frozen.state, invented("x"))).toMatchObject({
      error: { code: "contributor.not-registered" },
    });
    const { secrets, ...half } = deviceOf(FIRST, rolled);
    const otherBox = { ...half, secrets: { ...secrets, opening: "11".repeat(32) } };
    expect(codeOf(revealSecret(otherBox, rolled.state))).toBe("contributor.not-registered");
    expect(codeOf(revealSecret({ ...deviceOf(FIRST, rolled), run: `${run}0` }, rolled.state))).toBe(
      "contributor.not-registered",
    );
  });

  it("to take part in a second freeze of the same run", () => {
    const other = rehearse(castOf(3, { roll: "cd".repeat(32) }), "dice");
    for (const refused of [
      commitShares(deviceOf(FIRST, rolled), other.state, invented("x")),
      judgeShares(deviceOf(FIRST, rolled), other.state),
      revealSecret(deviceOf(FIRST, rolled), other.state),
      openShareOf(deviceOf(FIRST, rolled), other.state, SECOND),
    ]) {
      expect(refused).toMatchObject({ error: { code: "contributor.frozen-twice" } });
    }
  });

  it("to invent what it does not hold", () => {
    const emptied = { ...deviceOf(FIRST, rolled), deals: [] };
    expect(codeOf(revealSecret(emptied, rolled.state))).toBe("contributor.no-secret");
    const blind = { ...deviceOf(FIRST, rolled), secrets: { signing: "", opening: "" } };
    expect(openShareOf(deviceOf(FIRST, rolled), rolled.state, FIRST)).toMatchObject({
      error: { code: "contributor.no-share" },
    });
    expect(() => openShareOf(blind, rolled.state, SECOND)).toThrow("not 32 bytes");
  });
});
