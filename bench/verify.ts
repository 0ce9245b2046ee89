// Times the verification of sample runs and writes the figures into docs/benchmarks.md:
//   node bench/verify.ts [children …]
// The last run measured has few children and a log of a million entries.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { openFolder, sha256 as openssl } from "../packages/cli/verify/folders.ts";
import type { Hash } from "../packages/core/log/tree-hash.ts";
import { hashingWith } from "../packages/core/verify/hashing.ts";
import { sampleRun } from "../packages/core/verify/testing/sample-run.ts";
import { verifyRun } from "../packages/core/verify/verify-run.ts";

const PAGE = "docs/benchmarks.md";
const [BEGIN, END] = ["<!-- verify: begin -->", "<!-- verify: end -->"];
const SIZES = [2_000, 20_000] as const;
const MILLION = 1_000_000;

const HASHES = { openssl, javascript: hashingWith().sha256 } as const;

type HashName = keyof typeof HASHES;

interface Timed {
  /** Seconds of the processor, in user mode: what else the machine does counts least there. */
  readonly first: number;
  /** The same once more in the same process, when the code is compiled. */
  readonly again: number;
  /** The very same inputs hashed, and nothing else; null where there are too many to keep. */
  readonly bare: number | null;
  readonly hashes: number | null;
  /** Wall clock of the first. */
  readonly wall: number;
  /** Bytes. */
  readonly peakMemory: number;
}

const userSeconds = (): number => process.cpuUsage().user / 1e6;

async function timed(folder: string, name: HashName, recorded: boolean): Promise<Timed> {
  const opened = await openFolder(folder);
  if (!opened.ok) throw new Error(opened.error.message.en);
  const sha256 = HASHES[name];
  const verify = async (hash: Hash = sha256): Promise<number> => {
    const start = userSeconds();
    const report = await verifyRun(opened.value, { sha256: hash });
    if (report.verdict !== "holds") throw new Error(`the sample ${report.verdict}`);
    return userSeconds() - start;
  };
  const start = performance.now();
  const first = await verify();
  const wall = (performance.now() - start) / 1000;
  const peakMemory = process.resourceUsage().maxRSS * 1024;
  const again = await verify();
  if (!recorded) return { first, again, bare: null, hashes: null, wall, peakMemory };
  const inputs: Uint8Array[] = [];
  await verify((bytes) => {
    inputs.push(bytes.slice());
    return sha256(bytes);
  });
  return {
    first,
    again,
    bare: bareSeconds(inputs, sha256),
    hashes: inputs.length,
    wall,
    peakMemory,
  };
}

/** The median of five times over all inputs. */
function bareSeconds(
  inputs: readonly Uint8Array[],
  sha256: (bytes: Uint8Array) => Uint8Array,
): number {
  const times = Array.from({ length: 5 }, () => {
    const start = userSeconds();
    for (const bytes of inputs) sha256(bytes);
    return userSeconds() - start;
  });
  return times.toSorted((left, right) => left - right)[2] ?? NaN;
}

interface Measured extends Timed {
  readonly children: number;
  readonly entries: number;
  readonly hash: HashName;
  readonly load: number;
}

function writeSample(folder: string, children: number, others?: number): number {
  const sample = sampleRun({
    seed: "bench",
    children,
    ...(others === undefined ? {} : { others }),
  });
  for (const [path, bytes] of sample.files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return sample.steps.length;
}

async function measure(
  children: number,
  names: readonly HashName[],
  others?: number,
): Promise<readonly Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), "yangguang-bench-"));
  try {
    // In processes of their own: the memory told is that of the verification alone.
    const entries = Number(
      await ownProcess("write", folder, String(children), String(others ?? "")),
    );
    const runs: Measured[] = [];
    for (const hash of names) {
      const load = loadavg()[0] ?? 0;
      const told = await ownProcess("time", folder, hash, String(others === undefined));
      runs.push({ ...(JSON.parse(told) as Timed), children, entries, hash, load });
    }
    return runs;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function ownProcess(...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [import.meta.filename, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let told = "";
  for await (const part of child.stdout) told += String(part);
  return told;
}

const thousands = (value: number): string => Math.round(value).toLocaleString("en");
const seconds = (value: number | null): string => value?.toFixed(2) ?? "–";

function table(runs: readonly Measured[]): string {
  const line = (name: string, cell: (run: Measured) => string): string =>
    `| ${[name, ...runs.map(cell)].join(" | ")} |`;
  return [
    line("Children", ({ children }) => thousands(children)),
    line("---", () => "---:"),
    line("Log entries", ({ entries }) => thousands(entries)),
    line("SHA-256 by", ({ hash }) => (hash === "openssl" ? "OpenSSL" : "JavaScript")),
    line("Hashes", ({ hashes }) => (hashes === null ? "–" : thousands(hashes))),
    line("The bare hashes, s", ({ bare }) => seconds(bare)),
    line("Verification, first, s", ({ first }) => seconds(first)),
    line("Verification, again, s", ({ again }) => seconds(again)),
    line("Again against the bare hashes", ({ again, bare }) =>
      bare === null ? "–" : `${(again / bare).toFixed(1)} ×`,
    ),
    line("First, by the wall clock, s", ({ wall }) => seconds(wall)),
    line("Peak memory", ({ peakMemory }) => `${thousands(peakMemory / 1e6)} MB`),
    line("Load of the machine before", ({ load }) => load.toFixed(1)),
  ].join("\n");
}

function machine(): string {
  const [first] = cpus();
  return `${cpus().length} cores (${first?.model.trim() ?? "unknown"}), ${thousands(totalmem() / 1e9)} GB, Node ${process.version}.`;
}

async function main([task, folder = "", ...args]: readonly string[]): Promise<void> {
  if (task === "write") {
    const [children, others = ""] = args;
    const size = writeSample(folder, Number(children), others === "" ? undefined : Number(others));
    process.stdout.write(String(size));
    return;
  }
  if (task === "time") {
    const [hash, recorded] = args;
    const name = hash === "javascript" ? "javascript" : "openssl";
    process.stdout.write(JSON.stringify(await timed(folder, name, recorded === "true")));
    return;
  }
  const sizes = task === undefined ? SIZES : [task, folder, ...args].filter(Boolean).map(Number);
  const runs: Measured[] = [];
  for (const size of sizes) runs.push(...(await measure(size, ["openssl", "javascript"])));
  runs.push(...(await measure(2_000, ["openssl"], MILLION)));
  const figures = `${machine()}\n\n${table(runs)}`;
  process.stdout.write(`${figures}\n`);
  const [before, rest] = readFileSync(PAGE, "utf8").split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${PAGE} has lost its markers`);
  writeFileSync(PAGE, `${before}${BEGIN}\n${figures}\n${END}${after}`);
}

await main(process.argv.slice(2));
