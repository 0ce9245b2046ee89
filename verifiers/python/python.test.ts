import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { compareVerifiers } from "../../scripts/compare-verifiers.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** Where machines are busy, sample runs take their time. */
const PATIENCE = 180_000;

/** The Python program's output; rejects, with all that it said, where it fails. */
async function python(...args: readonly string[]): Promise<string> {
  // The tests of Python start `node`; it must be the one that runs here.
  const PATH = `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`;
  const { stdout, stderr } = await promisify(execFile)("python3", args, {
    cwd: HERE,
    env: { ...process.env, PATH, PYTHONDONTWRITEBYTECODE: "1" },
    maxBuffer: 2 ** 24,
  });
  return stdout + stderr;
}

describe("the verifier in Python", () => {
  it("runs on Python 3.9 or newer, which must be installed as python3", async () => {
    const version = await python("-c", "import sys; print(sys.version_info >= (3, 9))");
    expect(version.trim()).toBe("True");
  });

  it(
    "passes its own tests",
    async () => {
      expect(await python("-m", "unittest")).toMatch(/^Ran \d+ tests[^]*^OK$/m);
    },
    PATIENCE,
  );

  it(
    "agrees with the verifier in core on twenty sample runs",
    async () => {
      const { differences, runs } = await compareVerifiers(20, "suite");
      expect(differences).toEqual([]);
      expect(runs).toBe(20);
    },
    PATIENCE,
  );
});
