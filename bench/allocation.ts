// Times the kernel of deferred acceptance against C++, objects and npm packages, on invented
// markets, and writes the figures into docs/benchmarks.md:
//
//   node bench/allocation.ts [--sizes 1000,10000,…]
//
// Needs g++ and the npm registry. With other sizes than its own it only prints the figures.
import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import type { Measured } from "./allocation-measure.ts";
import type { PackageRun } from "./allocation-packages.ts";
import { PACKAGES, runPackages } from "./allocation-packages.ts";
import type { TownPlan } from "./allocation-towns.ts";
import type { WorkersRun } from "./allocation-workers.ts";
import { runWorkers } from "./allocation-workers.ts";

const PAGE = "docs/benchmarks.md";
const [BEGIN, END] = ["<!-- allocation: begin -->", "<!-- allocation: end -->"];
const SIZES = [1_000, 10_000, 100_000, 1_000_000, 10_000_000] as const;

const run = promisify(execFile);

async function measureMarket(plan: TownPlan, folder: string): Promise<Measured> {
  const program = join(import.meta.dirname, "allocation-measure.ts");
  const args = [program, JSON.stringify(plan), join(folder, "allocation"), join(folder, "market")];
  const { stdout } = await run(process.execPath, args);
  return JSON.parse(stdout) as Measured;
}

async function measureMarkets(
  sizes: readonly number[],
  folder: string,
): Promise<readonly Measured[]> {
  const all: Measured[] = [];
  for (const applicants of sizes) {
    for (const choices of ["uniform", "skewed"] as const) {
      for (const lots of ["one", "per-school"] as const) {
        const measured = await measureMarket({ applicants, choices, lots, seed: 5 }, folder);
        all.push(measured);
        process.stdout.write(`${marketLine(measured)}\n`);
      }
    }
  }
  return all;
}

const thousands = (value: number): string => Math.round(value).toLocaleString("en");
const ms = (value: number): string => value.toLocaleString("en", { maximumSignificantDigits: 3 });
const times = (value: number): string => `${ms(value)} ×`;
const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const ruler = (columns: number, texts: number): string =>
  line(Array.from({ length: columns }, (_, column) => (column < texts ? "---" : "---:")));

const marketHeads = [
  "Applicants",
  "Choices, lots",
  "Kernel, ms",
  "C++ plain, ms",
  "kernel / C++ plain",
  "C++ like the kernel, ms",
  "kernel / C++ like it",
  "Objects / kernel",
  "With pools / kernel",
  "Resolve, ms",
  "Memory, MB",
];

function marketLine(measured: Measured): string {
  const { plan, kernel, cppSame, cppPlain, withPools, objects } = measured;
  return line([
    thousands(plan.applicants),
    `${plan.choices}, ${plan.lots === "one" ? "one for all" : "one per school"}`,
    ms(kernel),
    ms(cppPlain),
    times(kernel / cppPlain),
    ms(cppSame),
    times(kernel / cppSame),
    objects === null ? "–" : times(objects / kernel),
    times(withPools / kernel),
    ms(measured.resolve),
    thousands(measured.peakMemory / 1e6),
  ]);
}

function memoryTable(all: readonly Measured[]): string {
  const heads = [
    "Applicants",
    "Choices, lots",
    "Asks",
    "Kernel, ns an ask",
    "Random read, ns",
    "Reads' worth an ask",
    "Copying, GB/s",
  ];
  const rows = all.map(({ plan, kernel, asks, randomRead, copied }) =>
    line([
      thousands(plan.applicants),
      `${plan.choices}, ${plan.lots === "one" ? "one for all" : "one per school"}`,
      thousands(asks),
      ms((kernel * 1e6) / asks),
      ms(randomRead),
      ms((kernel * 1e6) / asks / randomRead),
      ms(copied),
    ]),
  );
  return [line(heads), ruler(heads.length, 2), ...rows].join("\n");
}

function packageTable(runs: readonly PackageRun[]): string {
  const heads = ["Package", "Task", "Applicants", "Package, ms", "Kernel, ms", "package / kernel"];
  const rows = runs.map(({ name, task, applicants, theirs, ours }) =>
    line([name, task, thousands(applicants), ms(theirs), ms(ours), times(theirs / ours)]),
  );
  return [line(heads), ruler(heads.length, 2), ...rows].join("\n");
}

const workersText = ({ towns, applicants, one, two }: WorkersRun): string =>
  `${towns} towns of ${thousands(applicants)} applicants, resolved and given out: one worker thread ` +
  `${thousands(one)} ms, two ${thousands(two)} ms, ${times(one / two)} as fast.`;

function machine(): string {
  const [first] = cpus();
  const compiler = execFileSync("g++", ["--version"]).toString().split("\n")[0] ?? "";
  const load = (loadavg()[0] ?? 0).toFixed(1);
  return (
    `${cpus().length} cores (${first?.model.trim() ?? "unknown"}), ${thousands(totalmem() / 1e9)} GB, ` +
    `Node ${process.version}, ${compiler}. Load of the machine before: ${load}.`
  );
}

async function writePage(figures: string): Promise<void> {
  const page = await readFile(PAGE, "utf8");
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${PAGE} has lost its markers`);
  await writeFile(PAGE, `${before}${BEGIN}\n${figures}\n${END}${after}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { sizes: { type: "string" } } });
  const sizes = values.sizes?.split(",").map(Number) ?? SIZES;
  const folder = await mkdtemp(join(tmpdir(), "yangguang-bench-"));
  try {
    const source = join(import.meta.dirname, "allocation.cpp");
    execFileSync("g++", ["-O3", "-o", join(folder, "allocation"), source]);
    await writeFile(join(folder, "package.json"), `{"private":true}`);
    const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
    execFileSync("npm", ["install", ...options, ...PACKAGES], { cwd: folder });
    const about = machine();
    process.stdout.write(`${about}\n\n${line(marketHeads)}\n${ruler(marketHeads.length, 2)}\n`);
    const markets = await measureMarkets(sizes, folder);
    const rest = [
      memoryTable(markets),
      packageTable(await runPackages(folder)),
      workersText(await runWorkers(200_000)),
    ];
    process.stdout.write(`\n${rest.join("\n\n")}\n`);
    const first = [line(marketHeads), ruler(marketHeads.length, 2), ...markets.map(marketLine)];
    if (values.sizes === undefined)
      await writePage([about, first.join("\n"), ...rest].join("\n\n"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

await main();
