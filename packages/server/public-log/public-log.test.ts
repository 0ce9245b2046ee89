import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatVkey, keyOfSecret, type SignatureType } from "@yangguang/core/log/note-key.ts";
import { encodeBundle } from "@yangguang/core/log/tiles.ts";
import { parseTrust } from "@yangguang/core/log/trust.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { INSTALL_ROOT } from "../config.ts";
import { secretFor } from "../testing/public-log.ts";
import { buildDigest } from "./build-digest.ts";
import { logFolder } from "./log-folder.ts";
import { makeTrust, NO_WITNESSES, parseWitnessSettings } from "./trust-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "yangguang-public-log-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("the log's folder", () => {
  it("gives files whole, and nothing where there is none", async () => {
    const files = logFolder(folder);
    expect(await files.read("checkpoint")).toBeUndefined();
    expect(await files.read("tile/0/000")).toBeUndefined();
    await files.write("checkpoint", Buffer.from("one"));
    await files.write("checkpoint", Buffer.from("two"));
    expect(await files.read("checkpoint")).toEqual(Buffer.from("two"));
    // Readable by whoever serves it, and no drafts left.
    expect((await stat(join(folder, "checkpoint"))).mode & 0o044).toBe(0o044);
    expect(await readdir(folder)).toEqual(["checkpoint"]);
    await files.remove("checkpoint");
    expect(await files.read("checkpoint")).toBeUndefined();
  });

  it("cuts a partial tile out of a longer one", async () => {
    const files = logFolder(folder);
    const entries = [1, 2, 3].map((length) => new Uint8Array(length).fill(length));
    await files.write("tile/entries/000.p/3", encodeBundle(entries));
    await files.write("tile/0/000", new Uint8Array(256 * 32).fill(7));
    expect(await files.read("tile/entries/000.p/2")).toEqual(encodeBundle(entries.slice(0, 2)));
    expect(await files.read("tile/entries/000.p/4")).toBeUndefined();
    expect(await files.read("tile/0/000.p/5")).toEqual(Buffer.alloc(5 * 32, 7));
    expect(await files.read("tile/1/000.p/1")).toBeUndefined();
  });
});

describe("the build's digest", () => {
  it("is of the software under packages/core, and of nothing else", async () => {
    const core = join(folder, "packages", "core");
    await cp(join(INSTALL_ROOT, "packages", "core", "draw"), join(core, "draw"), {
      recursive: true,
    });
    const digest = await buildDigest(folder);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    for (const path of ["draw/new.test.ts", "draw/testing/new.ts", "node_modules/new.js", ".new"]) {
      await mkdir(join(core, path, ".."), { recursive: true });
      await writeFile(join(core, path), "new");
    }
    await writeFile(join(folder, "packages", "new.ts"), "new");
    expect(await buildDigest(folder)).toBe(digest);
    const lots = await readFile(join(core, "draw", "lots.ts"));
    await writeFile(join(core, "draw", "lots.ts"), Buffer.concat([lots, Buffer.from("\n")]));
    const altered = await buildDigest(folder);
    expect(altered).not.toBe(digest);
    await writeFile(join(core, "draw", "lots.ts"), lots);
    await writeFile(join(core, "draw", "new.ts"), "");
    expect([digest, altered]).not.toContain(await buildDigest(folder));
  });

  it("is computed as the specification says", async () => {
    await mkdir(join(folder, "packages", "core"), { recursive: true });
    await writeFile(join(folder, "packages", "core", "b.ts"), "two");
    await writeFile(join(folder, "packages", "core", "a.ts"), "one");
    // By Python's hashlib from the text of section 14.
    expect(await buildDigest(folder)).toBe(
      "041acc51772662aab8cb6dbdbc98909849f62039325c3b0b054974709653218b",
    );
  });
});

const vkey = (name: string, type: SignatureType = "witness"): string =>
  formatVkey(keyOfSecret(name, type, secretFor(name)));

const FILE = {
  quorum: 2,
  nonGovernment: 1,
  witnesses: [
    { url: "https://notary.example/w", key: vkey("notary.example"), government: false },
    { url: "http://127.0.0.1:8090", key: vkey("inspectors.example"), government: true },
  ],
};

describe("the witnesses", () => {
  const read = (change: object) => {
    const settings = parseWitnessSettings(JSON.stringify({ ...FILE, ...change }));
    if (!settings.ok) return settings.error.place;
    const trust = makeTrust("log.example", secretFor("log"), settings.value);
    return trust.ok ? trust.value : trust.error.code;
  };

  it("are read from their file and become the trust document", () => {
    const trust = read({});
    if (typeof trust !== "object") throw new Error(trust);
    expect(parseTrust(trust.file)).toEqual({ ok: true, value: trust.document });
    expect(trust.document.witnesses.map(({ key, government }) => [key.name, government])).toEqual([
      ["notary.example", false],
      ["inspectors.example", true],
    ]);
    expect(trust.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ["witnesses", { witnesses: [] }],
    ["quorum", { quorum: 0 }],
    ["quorum", { quorum: "2" }],
    ["nonGovernment", { nonGovernment: -1 }],
    ["witnesses[1]", { witnesses: [FILE.witnesses[0], { ...FILE.witnesses[1], url: "ftp://x" }] }],
    ["witnesses[0]", { witnesses: [{ ...FILE.witnesses[0], key: "x" }] }],
    ["witnesses[0]", { witnesses: [{ ...FILE.witnesses[0], government: "no" }] }],
    ["trust.impossible", { quorum: 3 }],
    ["trust.impossible", { nonGovernment: 2 }],
    ["trust.impossible", { witnesses: [FILE.witnesses[0], FILE.witnesses[0]] }],
    [
      "trust.impossible",
      { witnesses: [FILE.witnesses[0], { ...FILE.witnesses[1], key: vkey("x", "log") }] },
    ],
  ])("are refused, %s being wrong", (place, change) => {
    expect(read(change)).toBe(place);
  });

  it("may be none, and then nobody can trust the log", () => {
    const trust = makeTrust("log.example", secretFor("log"), NO_WITNESSES);
    expect(trust.ok && trust.value.document.quorum).toBe(0);
    expect(trust.ok && parseTrust(trust.value.file).ok).toBe(false);
    expect(parseWitnessSettings("not JSON")).toMatchObject({ error: { place: "witnesses" } });
  });
});
