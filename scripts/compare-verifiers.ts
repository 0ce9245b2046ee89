// Makes sample runs of many kinds and lets both verifiers check them, the one in core and the one
// in Python, which share nothing but docs/specification.md: every check must come out alike, and
// what they recompute must be the same (section 17).
//
//   node scripts/compare-verifiers.ts --runs 1000 --seed 1
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { folderOf } from "../packages/core/verify/folder.ts";
import { type SampleOptions, sampleRun } from "../packages/core/verify/testing/sample-run.ts";
import { verifyRun } from "../packages/core/verify/verify-run.ts";

const VERIFIER = fileURLToPath(new URL("../verifiers/python/verify.py", import.meta.url));

/** One run in so many is spoilt; of it only the verdict is compared. */
const SPOILT_EVERY = 5;

const UNTIL = [
  "open",
  "contributor",
  "freeze",
  "commit",
  "cset",
  "dice",
  "seed",
  "outcome",
] as const;

type Files = ReadonlyMap<string, Uint8Array>;

interface PythonCheck {
  readonly id: string;
  readonly state: string;
  readonly words: string;
  readonly expected: string | null;
}

interface PythonReport {
  readonly verdict: string;
  readonly checks: readonly PythonCheck[];
  readonly values: Readonly<Record<string, unknown>>;
}

interface Comparison {
  readonly runs: number;
  readonly spoilt: number;
  /** How many reports of core's verifier had the values of section 17. */
  readonly withValues: number;
  /** In words, empty where both agree. */
  readonly differences: readonly string[];
}

/** A number from 0 to `below` - 1 that follows from the seed, the run and the purpose alone. */
function pick(seed: string, run: number, purpose: string, below: number): number {
  const digest = createHash("sha256").update(`${seed}/${run}/${purpose}`).digest();
  return digest.readUInt32BE(0) % below;
}

/** The kind of run that number `run` is: small, and with everything that can differ. */
function optionsOf(seed: string, run: number): SampleOptions {
  const chance = (purpose: string, below: number): number => pick(seed, run, purpose, below);
  const contributors = [1, 3, 5][chance("contributors", 3)] ?? 3;
  const stops = chance("stops", 4) === 0;
  return {
    seed: `${seed}/${run}`,
    children: 5 + chance("children", 30),
    contributors,
    twins: chance("twins", 2) === 0,
    absent: contributors > 1 && chance("absent", 2) === 0,
    complaint: contributors > 1 && chance("complaint", 4) === 0,
    perSchoolLots: chance("lots", 2) === 0,
    reserves: chance("reserves", 4) === 0,
    beacon: chance("beacon", 10) === 0,
    ...(stops ? { until: UNTIL[chance("until", UNTIL.length)] ?? "outcome" } : {}),
    ...(!stops && chance("void", 10) === 0 ? { voided: true } : {}),
    others: chance("others", 300),
  };
}

/** The run with one byte of one file changed, and a manifest that fits it. */
function spoil(files: Files, seed: string, run: number): Files {
  const paths = [...files.keys()].filter((path) => path !== "manifest.json").toSorted();
  const path = paths[pick(seed, run, "file", paths.length)] ?? "policy.yaml";
  const bytes = Uint8Array.from(files.get(path) ?? []);
  const at = pick(seed, run, "byte", Math.max(bytes.length, 1));
  bytes[at] = (bytes[at] ?? 0) ^ (1 << pick(seed, run, "bit", 8));
  const spoilt = new Map(files).set(path, bytes);
  const manifest = Buffer.from(files.get("manifest.json") ?? []).toString();
  const hash = (content: Uint8Array): string => createHash("sha256").update(content).digest("hex");
  const relisted = manifest.replace(hash(files.get(path) ?? new Uint8Array()), hash(bytes));
  return spoilt.set("manifest.json", Buffer.from(relisted));
}

async function writeFolder(folder: string, files: Files): Promise<void> {
  for (const [path, bytes] of files) {
    const place = join(folder, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, bytes);
  }
}

function isReport(value: unknown): value is PythonReport {
  return typeof value === "object" && value !== null && "verdict" in value && "values" in value;
}

/** What the Python verifier says of a run; it ends with 1 where something fails. */
async function askPython(files: Files, trust: string): Promise<PythonReport> {
  const folder = await mkdtemp(join(tmpdir(), "compare-verifiers-"));
  try {
    await writeFolder(folder, files);
    const asked = promisify(execFile)("python3", [VERIFIER, folder, "--trust", trust, "--json"]);
    const { stdout } = await asked.catch((error: { stdout?: string; message: string }) => {
      if (error.stdout === undefined || error.stdout === "") throw new Error(error.message);
      return { stdout: error.stdout };
    });
    const report: unknown = JSON.parse(stdout);
    if (!isReport(report)) throw new Error("the Python verifier gave no report");
    return report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type CoreReport = Awaited<ReturnType<typeof verifyRun>>;

/**
 * Before `holders.csv` is published core's verifier still draws lots, as if nobody shared one; the
 * specification (section 11) says that there are none to recompute yet.
 */
const lotsAreKnown = (core: CoreReport): boolean =>
  core.checks.some(({ check, result }) => check === "holders" && result !== "absent");

/** Each check that both have came out alike, and a hash that one recomputed the other did too. */
function compareChecks(core: CoreReport, python: PythonReport): string[] {
  const found: string[] = [];
  for (const check of python.checks) {
    if (check.id === "lots" && !lotsAreKnown(core)) continue;
    const other = core.checks.find((evidence) => evidence.check === check.id);
    if (other === undefined) found.push(`${check.id}: core has no such check`);
    else if (other.result !== check.state)
      found.push(
        `${check.id}: core ${other.result} ${other.message.en}, Python ${check.state} ${check.words}`,
      );
    else if (
      check.expected !== null &&
      /^[0-9a-f]{64}$/.test(check.expected) &&
      check.id !== "log-root"
    )
      if (!other.expected.includes(check.expected))
        found.push(`${check.id}: core recomputes ${other.expected}, Python ${check.expected}`);
  }
  return found;
}

function compareValues(core: object, python: PythonReport): string[] {
  if (!("values" in core)) return [];
  const [one, other] = [JSON.stringify(core.values), JSON.stringify(python.values)];
  return one === other ? [] : [`values: core ${one}, Python ${other}`];
}

/** Compare both verifiers on so many runs that follow from the seed. */
export async function compareVerifiers(
  runs: number,
  seed: string,
  onProgress: (done: number, differences: number) => void = () => undefined,
): Promise<Comparison> {
  const differences: string[] = [];
  let [spoilt, withValues] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const options = optionsOf(seed, run);
    const sample = sampleRun(options);
    const bad = run % SPOILT_EVERY === SPOILT_EVERY - 1;
    const files = bad ? spoil(sample.files, seed, run) : sample.files;
    const core = await verifyRun(folderOf(files), { trust: sample.trustHash });
    const python = await askPython(files, sample.trustHash);
    const found =
      core.verdict === python.verdict ? [] : [`core ${core.verdict}, Python ${python.verdict}`];
    if (bad) spoilt++;
    else found.push(...compareChecks(core, python), ...compareValues(core, python));
    if ("values" in core) withValues++;
    differences.push(...found.map((words) => `run ${run} ${JSON.stringify(options)}: ${words}`));
    onProgress(run + 1, differences.length);
  }
  return { runs, spoilt, withValues, differences };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { runs: { type: "string", default: "1000" }, seed: { type: "string", default: "1" } },
  });
  const result = await compareVerifiers(Number(values.runs), values.seed, (done, differences) => {
    if (done % 25 === 0)
      console.error(`${done} of ${values.runs} runs, ${differences} differences`);
  });
  for (const words of result.differences) console.log(words);
  console.log(
    `${result.runs} runs (${result.spoilt} of them spoilt), ${result.differences.length} differences; ` +
      `values of section 17 compared in ${result.withValues}`,
  );
  process.exitCode = result.differences.length === 0 ? 0 : 1;
}
