// Writes a sample run's public folder to disk, for those who write verifiers:
//   node packages/core/verify/testing/write-sample.ts <dir> --seed S --children N [--rows]
//     [--absent] [--complaint] [--per-school] [--reserves] [--beacon] [--no-twins] [--void]
//     [--contributors N] [--until TYPE]
// The trust to be given to a verifier stands in <dir>.trust; --rows writes <dir>.rows too.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import type { EntryType } from "../../log/entries.ts";
import { sampleRun } from "./sample-run.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: "1" },
    children: { type: "string", default: "100" },
    contributors: { type: "string", default: "5" },
    until: { type: "string" },
    rows: { type: "boolean", default: false },
    absent: { type: "boolean", default: false },
    complaint: { type: "boolean", default: false },
    "per-school": { type: "boolean", default: false },
    reserves: { type: "boolean", default: false },
    beacon: { type: "boolean", default: false },
    "no-twins": { type: "boolean", default: false },
    void: { type: "boolean", default: false },
  },
});

const [folder] = positionals;
if (folder === undefined) throw new Error("name a folder to write to");

function write(to: string, files: ReadonlyMap<string, Uint8Array>): void {
  for (const [path, bytes] of files) {
    const file = join(to, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

const sample = sampleRun({
  seed: values.seed,
  children: Number(values.children),
  contributors: Number(values.contributors),
  absent: values.absent,
  complaint: values.complaint,
  perSchoolLots: values["per-school"],
  reserves: values.reserves,
  beacon: values.beacon,
  twins: !values["no-twins"],
  voided: values.void,
  // A type that does not exist leaves the run whole.
  ...(values.until === undefined ? {} : { until: values.until as EntryType }),
});
write(folder, sample.files);
writeFileSync(`${folder}.trust`, `${sample.trustHash}\n`);
if (values.rows && sample.room !== null) write(`${folder}.rows`, sample.room);
