// Times whole seasons over files of 10,000 and 100,000 invented children and writes the figures
// into docs/benchmarks.md:  node bench/season.ts [children …]
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { childrenCommand } from "../packages/cli/children/command.ts";
import { seasonCommand } from "../packages/cli/season/command.ts";
import type { SeasonSummary } from "../packages/cli/season/tally.ts";

const POLICY = "policies/yongkang-urban-primary-2024.yaml";
const PAGE = "docs/benchmarks.md";
const [BEGIN, END] = ["<!-- season: begin -->", "<!-- season: end -->"];
const SIZES = [10_000, 100_000] as const;

interface Measured {
  readonly children: number;
  readonly summary: SeasonSummary;
  /** From the start of the command to its end, the database's start and stop included. */
  readonly seconds: number;
  /** Of the command's own process, in bytes; PostgreSQL is another. */
  readonly peakMemory: number;
  readonly load: number;
}

/** What a child process of this script is asked to do: the season command, and to tell its memory. */
async function runSeason([policy, children, out]: readonly string[]): Promise<void> {
  if (policy === undefined || children === undefined || out === undefined) {
    throw new Error("the season needs a policy, children and a folder");
  }
  const options = ["--policy", policy, "--children", children, "--out", out];
  await seasonCommand().parseAsync([...options, "--seed", "0".repeat(64), "--lang", "en"], {
    from: "user",
  });
  const peakMemory = process.resourceUsage().maxRSS * 1024;
  await writeFile(join(out, "memory.json"), JSON.stringify({ peakMemory }));
}

async function measure(children: number): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), "yangguang-bench-"));
  const [policy, file, out] = ["policy.yaml", "children.csv", "results"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  try {
    await childrenCommand().parseAsync(
      ["--policy", POLICY, "--count", String(children), "--scaled-policy", policy, "--out", file],
      { from: "user" },
    );
    const load = loadavg()[0] ?? 0;
    const start = performance.now();
    await inOwnProcess(["run", policy, file, out]);
    const seconds = (performance.now() - start) / 1000;
    const summary = JSON.parse(await readFile(join(out, "summary.json"), "utf8")) as SeasonSummary;
    const { peakMemory } = JSON.parse(await readFile(join(out, "memory.json"), "utf8")) as {
      readonly peakMemory: number;
    };
    return { children, summary, seconds, peakMemory, load };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function inOwnProcess(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [import.meta.filename, ...args], { stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.on("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the season ended with ${code}`));
    });
  });
}

const thousands = (value: number): string => Math.round(value).toLocaleString("en");
const megabytes = (bytes: number): string => `${thousands(bytes / 1e6)} MB`;

function table(runs: readonly Measured[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const phases = runs[0]?.summary.timings.map(({ phase }) => phase) ?? [];
  const secondsOf = ({ summary }: Measured, phase: string): string =>
    (summary.timings.find((timing) => timing.phase === phase)?.seconds ?? 0).toFixed(1);
  return [
    line(["Children", ...runs.map(({ children }) => thousands(children))]),
    line(["---", ...runs.map(() => "---:")]),
    line(["Seats", ...runs.map(({ summary }) => thousands(summary.seats.planned))]),
    ...phases.map((phase) => line([`${phase}, s`, ...runs.map((run) => secondsOf(run, phase))])),
    line(["**Whole command, s**", ...runs.map(({ seconds }) => `**${seconds.toFixed(1)}**`)]),
    line(["Children a second", ...runs.map((run) => thousands(run.children / run.seconds))]),
    line(["Peak memory of the command", ...runs.map((run) => megabytes(run.peakMemory))]),
    line([
      "Memory a child",
      ...runs.map((run) => `${(run.peakMemory / run.children / 1000).toFixed(1)} kB`),
    ]),
    line(["Load of the machine before", ...runs.map(({ load }) => load.toFixed(1))]),
  ].join("\n");
}

function machine(): string {
  const [first] = cpus();
  return `${cpus().length} cores (${first?.model.trim() ?? "unknown"}), ${thousands(totalmem() / 1e9)} GB, Node ${process.version}.`;
}

async function main(args: readonly string[]): Promise<void> {
  if (args[0] === "run") return runSeason(args.slice(1));
  const sizes = args.length > 0 ? args.map(Number) : SIZES;
  const runs: Measured[] = [];
  for (const size of sizes) runs.push(await measure(size));
  const figures = `${machine()}\n\n${table(runs)}`;
  process.stdout.write(`${figures}\n`);
  const page = await readFile(PAGE, "utf8");
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${PAGE} has lost its markers`);
  await writeFile(PAGE, `${before}${BEGIN}\n${figures}\n${END}${after}`);
}

await main(process.argv.slice(2));
