import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import {
  addCosignatures,
  parseSignedCheckpoint,
  signCheckpoint,
} from "@yangguang/core/log/checkpoint.ts";
import { formatVkey, keyOfSecret, parseVkey } from "@yangguang/core/log/note-key.ts";
import { consistencyFromTiles } from "@yangguang/core/log/tile-proofs.ts";
import { TileWriter } from "@yangguang/core/log/tile-writer.ts";
import { formatAddCheckpoint } from "@yangguang/core/log/witness.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { secretFor } from "../testing/public-log.ts";
import type { RunningWitness } from "./service.ts";
import { startWitness } from "./service.ts";
import { Witness } from "./witness.ts";
import { openWitnessFolder } from "./witness-folder.ts";

const LOG = "log.test";
const LOG_KEY = keyOfSecret(LOG, "log", secretFor(LOG));
const NAME = "notary.test";
const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

/** A log of so many entries; `from` on they are of another fork. */
function treeOf(size: number, fork = Infinity) {
  const writer = new TileWriter();
  for (let at = 0; at < size; at += 1) writer.append(Buffer.from(`${at}${at < fork ? "" : "!"}`));
  const files = new Map(writer.partials().map(({ path, bytes }) => [path, bytes]));
  return {
    note: signCheckpoint({ origin: LOG, size, root: writer.root() }, LOG, secretFor(LOG)),
    proofFrom: (oldSize: number) =>
      consistencyFromTiles(oldSize, size, (path) => files.get(path) ?? new Uint8Array()),
  };
}

async function requestFor(size: number, oldSize: number, fork = Infinity): Promise<string> {
  const { note, proofFrom } = treeOf(size, fork);
  return formatAddCheckpoint({ oldSize, proof: await proofFrom(oldSize), checkpoint: note });
}

let folder: string;
let now = 1_700_000_000_000;
const running: RunningWitness[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "yangguang-witness-"));
  now = 1_700_000_000_000;
});
afterEach(async () => {
  for (const witness of running.splice(0)) await witness.stop();
  await rm(folder, { recursive: true, force: true });
});

const settings = { name: NAME, logs: [LOG_KEY], host: "127.0.0.1", port: 0, clock: () => now };

async function start(more: Partial<typeof settings> = {}): Promise<RunningWitness> {
  const started = await startWitness({ ...settings, folder, ...more });
  if (!started.ok) throw new Error(started.error.message.en);
  running.push(started.value);
  return started.value;
}

async function stop(witness: RunningWitness): Promise<void> {
  running.splice(running.indexOf(witness), 1);
  await witness.stop();
}

async function ask(url: string, body: string) {
  const response = await fetch(`${url}/add-checkpoint`, { method: "POST", body });
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    text: await response.text(),
  };
}

/** The time of the cosignature in an answer, which must hold. */
function timeOf(vkey: string, note: string, answer: string): number {
  const key = parseVkey(vkey);
  const added = key.ok ? addCosignatures(note, answer, key.value) : key;
  if (!added.ok) throw new Error(added.error.message.en);
  const parsed = parseSignedCheckpoint(added.value);
  const [, cosignature] = parsed.ok ? parsed.value.note.signatures : [];
  return Number(Buffer.from(cosignature?.signature.subarray(0, 8) ?? []).readBigUInt64BE());
}

describe("a witness", () => {
  it("cosigns a log that only grows, also after a restart", async () => {
    let witness = await start();
    let known = 0;
    for (const size of [1, 5, 5, 8, 21]) {
      now += 1000;
      const answer = await ask(witness.url, await requestFor(size, known));
      expect(answer).toMatchObject({ status: 200, type: "text/plain; charset=utf-8" });
      expect(timeOf(witness.vkey, treeOf(size).note, answer.text)).toBe(now / 1000);
      known = size;
      const { vkey } = witness;
      await stop(witness);
      witness = await start();
      expect(witness.vkey).toBe(vkey);
    }
  });

  it("answers the size it knows where it is asked from another", async () => {
    const { url } = await start();
    await ask(url, await requestFor(7, 0));
    for (const oldSize of [0, 3, 9]) {
      expect(await ask(url, await requestFor(12, oldSize))).toEqual({
        status: 409,
        type: "text/x.tlog.size",
        text: "7\n",
      });
    }
    // An older checkpoint again changes nothing.
    expect(await ask(url, await requestFor(7, 0))).toMatchObject({ status: 409, text: "7\n" });
    expect(await ask(url, await requestFor(12, 7))).toMatchObject({ status: 200 });
  });

  it("refuses a fork, whichever way it comes, and keeps the evidence", async () => {
    const { url, vkey } = await start();
    await ask(url, await requestFor(7, 0));
    expect(await ask(url, await requestFor(7, 7, 3))).toMatchObject({ status: 409 });
    expect(await ask(url, await requestFor(9, 7, 3))).toMatchObject({ status: 422 });
    const [file = ""] = await readdir(join(folder, "evidence"));
    expect(await readFile(join(folder, "evidence", file), "utf8")).toBe(treeOf(7, 3).note);
    const good = await ask(url, await requestFor(9, 7));
    expect(timeOf(vkey, treeOf(9).note, good.text)).toBe(now / 1000);
    const page = await (await fetch(url)).text();
    expect(page).toContain("日志分叉");
    expect(page).toContain("9 条 · entries");
    expect(page).toContain(NAME);
  });

  it("answers strangers and nonsense as C2SP tlog-witness says", async () => {
    const { url } = await start();
    const body = await requestFor(3, 0);
    expect((await ask(url, "hello")).status).toBe(400);
    expect((await ask(url, body.replaceAll(LOG, "other.test"))).status).toBe(404);
    const forged = signCheckpoint(
      { origin: LOG, size: 3, root: new Uint8Array(32) },
      LOG,
      secretFor("somebody"),
    );
    const request = formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint: forged });
    expect((await ask(url, request)).status).toBe(403);
    expect((await ask(url, "x".repeat(100_000))).status).toBe(413);
    expect((await fetch(`${url}/add-checkpoint`)).status).toBe(405);
    expect((await fetch(`${url}/key`)).status).toBe(404);
  });

  it("never signs two requests by one memory, however they come together", async () => {
    const { url } = await start();
    const bodies = await Promise.all([
      requestFor(5, 0),
      requestFor(5, 0, 2),
      requestFor(6, 0, 3),
      requestFor(4, 0, 1),
    ]);
    const statuses = await Promise.all(bodies.map(async (body) => (await ask(url, body)).status));
    expect(statuses.toSorted((left, right) => left - right)).toEqual([200, 409, 409, 409]);
  });

  it("signs no time before the last one, and nothing with a clock that went far back", async () => {
    const { url, vkey } = await start();
    await ask(url, await requestFor(1, 0));
    now -= 5_000;
    const answer = await ask(url, await requestFor(2, 1));
    expect(timeOf(vkey, treeOf(2).note, answer.text)).toBe(1_700_000_000);
    now -= 3_600_000;
    expect((await ask(url, await requestFor(3, 2))).status).toBe(503);
  });

  it("keeps its key to itself, refuses a second process, another name and a damaged memory", async () => {
    const witness = await start();
    expect((await stat(join(folder, "key"))).mode & 0o777).toBe(0o600);
    const again = await startWitness({ ...settings, folder });
    expect(again).toMatchObject({ ok: false, error: { code: "witness.in-use" } });
    await ask(witness.url, await requestFor(1, 0));
    await stop(witness);
    const renamed = await startWitness({ ...settings, folder, name: "other.test" });
    expect(renamed).toMatchObject({ ok: false, error: { code: "witness.other-name" } });
    const names = await readdir(folder);
    const state = names.find((name) => name.startsWith("cosigned-")) ?? "";
    await writeFile(join(folder, state), "{}");
    const { url } = await start();
    expect((await ask(url, await requestFor(2, 0))).status).toBe(500);
    await stop(running[0] ?? witness);
    await writeFile(join(folder, "key"), "nonsense");
    const unkeyed = await startWitness({ ...settings, folder });
    expect(unkeyed).toMatchObject({ ok: false, error: { code: "witness.key" } });
  });
});

describe("a witness that is killed", () => {
  it("between storing and signing has not signed what it does not know", async () => {
    const opened = await openWitnessFolder(folder, NAME);
    if (!opened.ok) throw new Error(opened.error.message.en);
    const { secretKey, store, release } = opened.value;
    const dying = new Witness({
      ...settings,
      secretKey,
      store: {
        ...store,
        save: async (log, cosigned) => {
          await store.save(log, cosigned);
          throw new Error("killed");
        },
      },
    });
    await expect(dying.addCheckpoint(await requestFor(5, 0))).rejects.toThrow("killed");
    release();
    const { url } = await start();
    expect(await ask(url, await requestFor(6, 0, 2))).toMatchObject({ status: 409, text: "5\n" });
    expect((await ask(url, await requestFor(6, 5, 2))).status).toBe(422);
    expect((await ask(url, await requestFor(5, 5))).status).toBe(200);
    expect((await ask(url, await requestFor(6, 5))).status).toBe(200);
  });

  it("at any moment, remembers at least what it answered", async () => {
    let answered = 0;
    for (let round = 0; round < 3; round += 1) {
      const child = spawn(process.execPath, [MAIN], {
        stdio: ["pipe", "pipe", "inherit"],
        env: {
          WITNESS_NAME: NAME,
          WITNESS_FOLDER: folder,
          WITNESS_LOG: formatVkey(LOG_KEY),
          PATH: process.env["PATH"],
        },
      });
      const ended = new Promise((resolve) => child.once("exit", resolve));
      const lines = createInterface({ input: child.stdout });
      const ready = await new Promise<string>((resolve) => lines.once("line", resolve));
      const { url } = JSON.parse(ready) as { readonly url: string };
      const told = await ask(url, await requestFor(40, 39));
      const known = told.status === 409 ? Number(told.text) : 0;
      expect(known).toBeGreaterThanOrEqual(answered);
      for (let size = known + 1; size <= known + 4; size += 1) {
        expect((await ask(url, await requestFor(size, size - 1))).status).toBe(200);
        answered = size;
      }
      const cut = ask(url, await requestFor(answered + 1, answered)).catch(() => undefined);
      child.kill("SIGKILL");
      await Promise.all([ended, cut]);
    }
    expect(answered).toBeGreaterThanOrEqual(12);
  });
});
