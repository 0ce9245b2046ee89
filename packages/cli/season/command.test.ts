import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { generateChildren } from "../children/generate.ts";
import { writeChildren } from "../children/write-children.ts";
import type { SeasonOptions, Terminal } from "./command.ts";
import { EXIT_CODES, runSeasonCommand } from "./command.ts";
import { TOY_POLICY, TOY_SOURCE } from "./fixtures-policy.ts";
import { csvText, GOOD } from "./fixtures.ts";
import type { SeasonSummary } from "./tally.ts";

let folder = "";
const path = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "season-command-"));
  // Other runs on this machine make folders of the same kind in the common one.
  await mkdir(path("tmp"));
  vi.stubEnv("TMPDIR", path("tmp"));
  await writeFile(path("policy.yaml"), TOY_SOURCE);
  await writeFile(path("good.csv"), csvText([GOOD]));
  await writeFile(path("mixed.csv"), csvText([GOOD, { ...GOOD, "child.document": "1" }]));
  await writeFile(path("bad.csv"), csvText([{ ...GOOD, "child.name": "" }]));
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** Runs the command as a terminal would; gives what it said. */
async function run(change: Partial<SeasonOptions>) {
  let said = "";
  const stream = { isTTY: false, write: (text: string) => (said += text) !== "" };
  const terminal = { stdout: stream, stderr: stream } as unknown as Terminal;
  const options = {
    policy: path("policy.yaml"),
    children: path("good.csv"),
    out: path("out"),
    strict: false,
    lang: "en" as const,
    ...change,
  };
  const code = await runSeasonCommand(options, terminal);
  return { code, said };
}

const exists = (name: string): Promise<boolean> =>
  access(path(name)).then(
    () => true,
    () => false,
  );

const temporaryFolders = async (): Promise<readonly string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith("yangguang-season-"));

describe("a season that is not run", () => {
  test.each<[string, Partial<SeasonOptions>, RegExp]>([
    ["no policy file", { policy: "/nowhere.yaml" }, /no file “\/nowhere\.yaml”/],
    ["no children", { children: "/nowhere.csv" }, /no file “\/nowhere\.csv”/],
    ["a folder for a file", { children: tmpdir() }, /is a folder/],
    ["an unusable folder", { out: "/dev/null/out" }, /cannot be written/],
  ])("%s", async (_, change, words) => {
    expect(await run(change)).toEqual({
      code: EXIT_CODES.notRun,
      said: expect.stringMatching(words),
    });
  });

  test("a broken policy: every place that must be mended", async () => {
    await writeFile(path("broken.yaml"), TOY_SOURCE.replace("level: primary", "level: nursery"));
    const { code, said } = await run({ policy: path("broken.yaml"), lang: "zh" });
    expect(code).toBe(EXIT_CODES.notRun);
    expect(said).toMatch(/^line 5, column 8, level: /m);
  });

  test("no row that can be used, but every mistake told", async () => {
    const { code, said } = await run({ children: path("bad.csv") });
    expect(code).toBe(EXIT_CODES.notRun);
    expect(said).toContain("No row can be used");
    expect(await readFile(path("out/rejected.csv"), "utf8")).toContain("name.empty");
  });

  test("--strict with a rejected row; an earlier run's results do not stay", async () => {
    await writeFile(path("out/summary.md"), "of an earlier run");
    const { code, said } = await run({ children: path("mixed.csv"), strict: true });
    expect(code).toBe(EXIT_CODES.notRun);
    expect(said).toContain("1 rows were rejected");
    expect(await exists("out/summary.md")).toBe(false);
    expect(await readFile(path("out/rejected.csv"), "utf8")).toContain("identity.kind-needed");
  });
});

test("a season with one good row of two: run, told by the exit code, nothing left behind", async () => {
  const { code, said } = await run({ children: path("mixed.csv"), seed: "ab".repeat(32) });
  expect(said).toContain("1 placed, 0 without a place, 0 more took no part; 1 rows rejected.");
  expect(code).toBe(EXIT_CODES.rowsRejected);
  const summary = JSON.parse(await readFile(path("out/summary.json"), "utf8")) as SeasonSummary;
  expect(summary).toMatchObject({
    rows: { read: 2, good: 1, rejected: 1 },
    results: { placed: 1 },
    seed: "ab".repeat(32),
  });
  expect(summary.timings.length).toBeGreaterThan(5);
  expect(await temporaryFolders()).toEqual([]);
});

test("Ctrl-C ends the command and its database, and leaves no files of children", async () => {
  // Enough children that the season is still under way when the signal comes.
  await writeChildren(path("many.csv"), TOY_POLICY, "en", generateChildren(TOY_POLICY, 5000, 1));
  const script = `
    import { runSeasonCommand } from ${JSON.stringify(import.meta.resolve("./command.ts"))};
    await runSeasonCommand(${JSON.stringify({ policy: path("policy.yaml"), children: path("many.csv"), out: path("cut"), strict: false, lang: "en" })}, process);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  child.stderr.setEncoding("utf8");
  for await (const said of child.stderr)
    if (String(said).includes("Start a temporary database")) break;
  child.kill("SIGINT");
  const [code] = (await once(child, "exit")) as [number | null];
  expect(code).toBe(EXIT_CODES.interrupted);
  expect(await temporaryFolders()).toEqual([]);
  expect(await exists("cut/summary.md")).toBe(false);
});
