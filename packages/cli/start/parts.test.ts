import { describe, expect, it } from "vitest";
import { failure } from "@yangguang/core/domain/result.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { Life } from "./life.ts";
import { makeNarrator } from "./narrator.ts";
import { reservePort } from "./ports.ts";
import { tableLines } from "./welcome.ts";

describe("Life", () => {
  it("stops things in the opposite order of their start, one after another", async () => {
    const life = new Life();
    const told: string[] = [];
    for (const name of ["database", "agencies", "server"]) {
      await life.atEnd(async () => {
        told.push(`${name} stops`);
        await Promise.resolve();
        told.push(`${name} has stopped`);
      });
    }
    await life.end();
    expect(told).toEqual([
      "server stops",
      "server has stopped",
      "agencies stops",
      "agencies has stopped",
      "database stops",
      "database has stopped",
    ]);
  });

  it("stops at once what is started while everything ends", async () => {
    const life = new Life();
    await life.end();
    let stopped = false;
    await life.atEnd(async () => {
      stopped = true;
    });
    expect(stopped).toBe(true);
  });

  it("tells of the first loss", async () => {
    const life = new Life();
    const loss = failure("lost", "丢失", "lost");
    life.endsWith(new Promise(() => undefined));
    life.endsWith(Promise.resolve(loss));
    expect(await life.lost).toBe(loss);
  });
});

describe("the narrator", () => {
  function narrate(isTTY: boolean) {
    let now = 1000;
    let written = "";
    const stream = {
      isTTY,
      write: (chunk: string) => {
        written += chunk;
        return true;
      },
    };
    const narrator = makeNarrator({
      stream,
      clock: () => now,
    });
    return { narrator, goTo: (ms: number) => (now = ms), written: () => written };
  }
  const applying = text("报名", "applying");

  it("gives the seconds since the start, in both languages", () => {
    const { narrator, goTo, written } = narrate(false);
    goTo(3450);
    narrator.say(applying);
    expect(written()).toBe("   2.5 s  报名 · applying\n");
  });

  it("counts now and then in a log, and always to the end", () => {
    const { narrator, goTo, written } = narrate(false);
    for (let done = 1; done <= 50; done += 1) {
      goTo(1000 + done * 100);
      narrator.count(applying, done, 50);
    }
    expect(written().match(/\d+\/50/g)).toEqual(["20/50", "40/50", "50/50"]);
  });

  it("counts in place on a terminal", () => {
    const { narrator, written } = narrate(true);
    for (const done of [1, 2, 3]) narrator.count(applying, done, 3);
    expect(written().split("\n")).toHaveLength(2);
    expect(written().match(/\r/g)?.length).toBe(3);
  });
});

describe("reserving a port", () => {
  it("passes over taken ports from a default, and insists on a chosen one", async () => {
    const first = await reservePort("127.0.0.1", { value: 42_000, chosen: false });
    if (!first.ok) throw new Error(first.error.message.en);
    const { port, release } = first.value;
    const next = await reservePort("127.0.0.1", { value: port, chosen: false });
    const insisting = await reservePort("127.0.0.1", { value: port, chosen: true });
    await release();
    const free = await reservePort("127.0.0.1", { value: port, chosen: true });
    for (const held of [next, free]) if (held.ok) await held.value.release();
    expect(next.ok && next.value.port).toBeGreaterThan(port);
    expect(insisting).toMatchObject({ ok: false, error: { code: "start.port-taken" } });
    expect(free.ok && free.value.port).toBe(port);
  });

  it("says what is wrong with a host that is none", async () => {
    const held = await reservePort("192.0.2.1", { value: 42_000, chosen: false });
    expect(held).toMatchObject({ ok: false, error: { code: "start.listen" } });
  });
});

it("a table's columns stand under each other, whatever the script", () => {
  expect(
    tableLines([
      ["家长", "x"],
      ["bureau", "y"],
      ["𬭊ab", "z"],
    ]),
  ).toEqual(["家长    x", "bureau  y", "𬭊ab    z"]);
});
