import { parseJson } from "@yangguang/core/allocation/document/parse-json.ts";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import { readInputFile } from "../season/inputs.ts";
import { decodeText } from "../season/text-encoding.ts";
import type { NoAllocation } from "./run-allocation.ts";
import type { TableKind, TableRows } from "./tables.ts";

export interface Input {
  readonly json: unknown;
  /** Says where in the tables something stands that came from one. */
  readonly placeInTables: (failure: Failure) => Failure;
}

interface Sources {
  readonly problem?: string;
  readonly schools?: string;
  readonly applicants?: string;
  readonly mechanism?: string;
}

/** The document, from a JSON file and from tables that stand in for its two lists. */
export async function readInput(
  sources: Sources,
  stdin: AsyncIterable<Uint8Array>,
): Promise<Result<Input, NoAllocation>> {
  const { problem, schools, applicants, mechanism } = sources;
  if (problem === undefined && (schools === undefined || applicants === undefined)) {
    return err({ kind: "usage", failures: [nothingToRead()] });
  }
  const failures: Failure[] = [];
  const json = problem === undefined ? ok({}) : await readJson(problem, stdin);
  if (!json.ok) failures.push(json.error);
  const tables = new Map<TableKind, TableRows>();
  for (const [kind, path] of [["schools", schools] as const, ["applicants", applicants] as const]) {
    if (path === undefined) continue;
    // Loaded only here: a document alone does without what reads spreadsheets.
    const { readTable } = await import("./tables.ts");
    const table = await readTable(kind, path);
    if (table.ok) tables.set(kind, table.value);
    else failures.push(...table.error);
  }
  if (!json.ok || failures.length > 0) return err({ kind: "refused", failures });
  const given = new Map<string, unknown>([...tables].map(([kind, { items }]) => [kind, items]));
  if (mechanism !== undefined) given.set("mechanism", mechanism);
  const merged = merge(json.value, given);
  if (!merged.ok) return err({ kind: "usage", failures: merged.error });
  return ok({ json: merged.value, placeInTables: (failure) => placeIn(tables, failure) });
}

/** A file, or the standard input for “-”. */
export async function readJson(
  path: string,
  stdin: AsyncIterable<Uint8Array>,
): Promise<Result<unknown>> {
  const file = path === "-" ? ok({ bytes: await bytesOf(stdin) }) : await readInputFile(path);
  if (!file.ok) return file;
  const text = decodeText(file.value.bytes);
  return text.ok ? parseJson(text.value) : text;
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The document with what was given besides; what both say is refused, for one of them is wrong. */
function merge(
  json: unknown,
  given: ReadonlyMap<string, unknown>,
): Result<unknown, readonly Failure[]> {
  if (given.size === 0) return ok(json);
  // What is no object is refused by the reader, in its own words.
  if (typeof json !== "object" || json === null || Array.isArray(json)) return ok(json);
  const twice = [...given.keys()].filter((key) => Object.hasOwn(json, key));
  return twice.length > 0
    ? err(twice.map(saidTwice))
    : ok({ ...json, ...Object.fromEntries(given) });
}

/** "applicants[3].choices[1]" of a table is "applicants.csv, row 5, column choices". */
function placeIn(tables: ReadonlyMap<TableKind, TableRows>, found: Failure): Failure {
  const match = /^(schools|applicants)\[(\d+)\](?:\.(\w+))?/.exec(found.place ?? "");
  const [, kind = "", index = "", column] = match ?? [];
  const table = tables.get(kind === "schools" ? kind : "applicants");
  const row = table?.rowOf[Number(index)];
  if (match === null || table === undefined || row === undefined) return found;
  const where = `${table.name}, row ${row}`;
  return { ...found, place: column === undefined ? where : `${where}, column ${column}` };
}

const nothingToRead = (): Failure =>
  failure(
    "allocate.nothing-to-read",
    "请指定一个JSON文件（“-”为标准输入），或用--schools和--applicants指定两个表格。",
    "Name a JSON document (“-” for the standard input), or two tables with --schools and --applicants.",
  );

const saidTwice = (key: string): Failure =>
  failure(
    "allocate.said-twice",
    `JSON文件中已有“${key}”，又在命令行给出。请只保留一处。`,
    `The document has “${key}” already; give it there or on the command line, not both.`,
    `--${key}`,
  );
