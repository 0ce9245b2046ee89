import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { ContributorDevice } from "@yangguang/core/draw/contributor.ts";
import { newDevice, registration } from "@yangguang/core/draw/contributor.ts";
import { bundles } from "@yangguang/web/bundles.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Identity } from "../../services/accounts.ts";
import { signIn } from "../../services/accounts.ts";
import type { TestPlatform } from "../../testing/platform.ts";
import { openTestSeason, RUN, startTestPlatform } from "../../testing/platform.ts";
import type { TestSite } from "../../testing/site.ts";
import { startTestSite } from "../../testing/site.ts";
import { GUARDIAN, OFFICER, SUPERVISOR } from "../../testing/staff.ts";

const CONTRIBUTORS = ["notary", "parents", "platform"];

let platform: TestPlatform;
let site: TestSite;
let origin: string;

const contributor = (id: string): Identity => ({
  ...OFFICER,
  subject: `contributor:${id}`,
  role: "contributor",
  contributor: id,
});
const deviceOf = (id: string): ContributorDevice =>
  newDevice(RUN, id, (bytes) => randomBytes(bytes));

beforeAll(async () => {
  platform = await startTestPlatform();
  await openTestSeason(platform, {
    contributors: CONTRIBUTORS,
    threshold: 2,
    objectionHours: 0,
    throws: 39,
    beacon: null,
  });
  site = await startTestSite(platform.services);
  await site.app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = site.app.server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
});

afterAll(async () => {
  await site.stop();
  await platform.stop();
});

/** Somebody's browser: asks with the session's cookie. */
async function browserOf(identity: Identity) {
  const cookie = `yg-session=${await signIn(platform.services, identity)}`;
  const ask = (path: string) => fetch(origin + path, { headers: { cookie }, redirect: "manual" });
  const csrf = async () =>
    /name="csrf" value="([^"]*)"/.exec(await (await ask("/run")).text())?.[1] ?? "";
  const send = async (entry: unknown, token?: string) =>
    fetch(`${origin}/contributor/entries`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json" },
      body: JSON.stringify({ csrf: token ?? (await csrf()), entry }),
    });
  return { ask, send };
}

const codeOf = async (reply: Response): Promise<string> =>
  ((await reply.json()) as { failure: { code: string } }).failure.code;

interface Ceremony {
  readonly run: string;
  readonly entries: readonly { readonly entry: { readonly t: string; readonly id?: string } }[];
  readonly next: readonly unknown[];
}
const ceremony = async (): Promise<Ceremony> =>
  (await (await fetch(`${origin}/run/ceremony.json`)).json()) as Ceremony;

describe("the contributor's page", () => {
  test("is for contributors of the season alone", async () => {
    for (const identity of [GUARDIAN, OFFICER, SUPERVISOR, contributor("stranger")]) {
      const { ask } = await browserOf(identity);
      expect((await ask("/contributor")).status).toBe(403);
    }
    const nobody = await fetch(`${origin}/contributor`, { redirect: "manual" });
    expect(nobody.headers.get("location")).toBe("/sign-in?back=%2Fcontributor");
    const page = await (await browserOf(contributor("notary"))).ask("/contributor");
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('data-contributor="notary"');
    expect(html).toContain("<noscript>");
  });
});

describe("entries", () => {
  test("come from the contributor itself, with the session's own token", async () => {
    const notary = await browserOf(contributor("notary"));
    const entry = registration(deviceOf("notary"));
    expect((await notary.send(entry, "guessed")).status).toBe(403);
    const foreign = await notary.send(registration(deviceOf("parents")));
    expect(foreign.status).toBe(400);
    expect(await codeOf(foreign)).toBe("ceremony.not-yours");
    for (const identity of [GUARDIAN, OFFICER, SUPERVISOR]) {
      expect((await (await browserOf(identity)).send(entry)).status).toBe(403);
    }
    const nobody = await fetch(`${origin}/contributor/entries`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ entry }),
    });
    expect(nobody.status).toBe(401);
    const ids = (await ceremony()).entries.map(({ entry }) => entry.id);
    expect(ids).not.toContain("notary");
  });

  test("may be sent again without harm, and only once with other keys", async () => {
    const notary = await browserOf(contributor("notary"));
    const entry = registration(deviceOf("notary"));
    const replies = await Promise.all([notary.send(entry), notary.send(entry)]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    const other = await notary.send(registration(deviceOf("notary")));
    expect(await codeOf(other)).toBe("ceremony.twice");
    const { entries, next, run } = await ceremony();
    expect(run).toBe(RUN);
    expect(entries.filter(({ entry }) => entry.id === "notary")).toHaveLength(1);
    expect(next).toEqual([{ t: "contributor", from: ["parents"] }]);
  });

  test("that are none are refused in words", async () => {
    const notary = await browserOf(contributor("notary"));
    for (const broken of [undefined, null, "x", { t: "reveal" }, { t: "freeze", run: RUN }]) {
      const reply = await notary.send(broken);
      expect(reply.status).toBe(400);
      expect(await codeOf(reply)).toMatch(/^(entry|ceremony)\./);
    }
  });
});

describe("scripts", () => {
  test.each(Object.keys(bundles))(
    "%s is sent whole, and not again while it is the same",
    async (name) => {
      const first = await fetch(`${origin}/static/${name}`);
      expect(first.headers.get("content-type")).toContain("text/javascript");
      expect((await first.text()).length).toBeGreaterThan(100);
      const etag = first.headers.get("etag") ?? "";
      const again = await fetch(`${origin}/static/${name}`, { headers: { "if-none-match": etag } });
      expect(again.status).toBe(304);
    },
  );
});

describe("events", () => {
  /** The next event's data; undefined once the stream has ended. */
  async function listen() {
    const reply = await fetch(`${origin}/run/events`);
    const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
    let unread = "";
    const next = async (): Promise<string | undefined> => {
      for (;;) {
        const data = /data: (.*)\n\n/.exec(unread);
        if (data !== null) {
          unread = unread.slice(data.index + data[0].length);
          return data[1];
        }
        const chunk = await reader?.read();
        if (chunk === undefined || chunk.done) return undefined;
        unread += chunk.value;
      }
    };
    return { reply, next };
  }

  test("tell all who listen of each step, and end when the server does", async () => {
    const listeners = await Promise.all([listen(), listen()]);
    expect(listeners[0]?.reply.headers.get("content-type")).toContain("text/event-stream");
    const before = await Promise.all(listeners.map(({ next }) => next()));
    const page = await (await fetch(`${origin}/run`)).text();
    expect(page).toContain(`data-mark="${before[0]}"`);
    const parents = await browserOf(contributor("parents"));
    expect((await parents.send(registration(deviceOf("parents")))).status).toBe(200);
    const after = await Promise.all(listeners.map(({ next }) => next()));
    expect(new Set(before).size).toBe(1);
    expect(new Set(after).size).toBe(1);
    expect(after[0]).not.toBe(before[0]);
    const ends = listeners.map(({ next }) => next());
    await site.stop();
    expect(await Promise.all(ends)).toEqual([undefined, undefined]);
  });
});
