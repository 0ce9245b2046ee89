import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHEATS, LEFT_TO_THE_FIRST } from "../../packages/core/verify/testing/cheats/catalogue.ts";
import type { Catch, Cheated } from "../../packages/core/verify/testing/cheats/cheat.ts";
import { HONEST } from "../../packages/core/verify/testing/cheats/cheat.ts";

/** Runs the second verifier on many folders in one process: names and failing checks, line by line. */
const DRIVER = `
import json, sys
sys.path.insert(0, sys.argv[1])
from runcheck.run import verify_run
from runcheck.receipt_checks import verify_receipt
for line in sys.stdin:
    job = json.loads(line)
    if "receipt" in job:
        report = verify_receipt(job["receipt"], job["folder"], job["trust"])
    else:
        report = verify_run(job["folder"], job["trust"], job.get("rows"))
    fails = [check.id for check in report.checks if check.state == "fails"]
    print(json.dumps({"name": job["name"], "fails": fails}))
`;

/** Its names of checks, where they are others. */
const OWN_NAME: Readonly<Record<string, string>> = {
  "receipt form": "receipt",
  "receipt inclusion": "proof",
  "receipt trust": "quorum",
  "receipt roll": "on-roll",
  // It asks first whether all tiles are there that are to be.
  "public log-root checkpoint-old": "log-tiles",
};

let scratch: string;
const failing = new Map<string, readonly string[]>();

function write(folder: string, files: ReadonlyMap<string, Uint8Array>): string {
  for (const [path, bytes] of files) {
    const file = join(scratch, folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return join(scratch, folder);
}

/** What is asked of it about one cheat: no more than who is said to catch it would look at. */
function jobsOf(id: string, cheated: Cheated, caughtBy: readonly Catch[]): readonly object[] {
  const { files, trustHash, room, receipt } = cheated;
  const job = { folder: write(id, files), trust: trustHash };
  const asks = (tier: Catch["tier"]): boolean => caughtBy.some((each) => each.tier === tier);
  const jobs: object[] = [{ ...job, name: `public ${id}` }];
  if (room !== null && (asks("room") || asks("people"))) {
    jobs.push({ ...job, name: `room ${id}`, rows: write(`${id}.rows`, room) });
  }
  if (receipt === undefined) return jobs;
  const folder = write(`${id}.receipt`, new Map([["receipt.json", receipt]]));
  return [...jobs, { ...job, name: `receipt ${id}`, receipt: join(folder, "receipt.json") }];
}

/** Runs all of them, in one process. */
async function runPython(jobs: readonly object[]): Promise<void> {
  const here = fileURLToPath(new URL(".", import.meta.url));
  const running = promisify(execFile)("python3", ["-c", DRIVER, here], {
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
    maxBuffer: 2 ** 24,
  });
  running.child.stdin?.end(jobs.map((job) => `${JSON.stringify(job)}\n`).join(""));
  const { stdout } = await running;
  for (const line of stdout.trimEnd().split("\n")) {
    const { name, fails } = JSON.parse(line) as { readonly name: string; readonly fails: string[] };
    failing.set(name, fails);
  }
}

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "yangguang-cheats-"));
  const jobs = [...jobsOf("honest", HONEST, [{ tier: "room", check: "rows" }])];
  for (const { id, caughtBy, commit } of CHEATS) jobs.push(...jobsOf(id, await commit(), caughtBy));
  await runPython(jobs);
}, 600_000);

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const isLeft = (id: string, caught: Catch): boolean =>
  "check" in caught && LEFT_TO_THE_FIRST.has(`${caught.tier} ${caught.check} ${id}`);

it("finds nothing wrong with the honest run", () => {
  expect(failing.get("public honest")).toEqual([]);
  expect(failing.get("room honest")).toEqual([]);
});

describe.each(CHEATS.map((each) => [each.id, each.caughtBy] as const))("%s", (id, caughtBy) => {
  it("is seen by the public, or not, as the first verifier has it", () => {
    const seen = caughtBy.some((each) => each.tier === "public" && !isLeft(id, each));
    expect(failing.get(`public ${id}`)?.length !== 0).toBe(seen);
  });

  // Other programs judge what witnesses are asked, and people the rest.
  const computed = caughtBy.flatMap((each) => ("check" in each ? [each] : []));
  it.each(computed)("is caught by $tier, check $check", (caught) => {
    const { tier, check } = caught;
    const fails = failing.get(`${tier} ${id}`);
    const name = OWN_NAME[`${tier} ${check} ${id}`] ?? OWN_NAME[`${tier} ${check}`] ?? check;
    if (isLeft(id, caught)) expect(fails).not.toContain(name);
    else expect(fails).toContain(name);
  });

  const unseen = caughtBy.flatMap((each) => (each.tier === "people" ? [each] : []));
  it.each(unseen)("holds, even with all rows", () => {
    expect(failing.get(`room ${id}`)).toEqual([]);
  });
});
