import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AllocateOptions } from "./command.ts";
import { EXIT_CODES, runAllocateCommand } from "./command.ts";

const EXAMPLES = fileURLToPath(new URL("../../../examples/allocation/", import.meta.url));
const EXAMPLE = `${EXAMPLES}gale-shapley-1.json`;
const TABLES = { schools: `${EXAMPLES}schools.csv`, applicants: `${EXAMPLES}applicants.csv` };

let folder = "";
const path = (name: string): string => join(folder, name);
const put = async (name: string, text: string): Promise<string> => {
  await writeFile(path(name), text);
  return path(name);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "allocate-command-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Runs the command as a terminal would; gives what it said. */
async function run(change: Partial<AllocateOptions>, typed = "") {
  const said = { out: "", err: "" };
  const code = await runAllocateCommand(
    { explain: [], csv: false, schema: false, report: false, json: false, lang: "en", ...change },
    {
      stdin: (async function* () {
        await Promise.resolve();
        yield new TextEncoder().encode(typed);
      })(),
      stdout: { write: (text) => (said.out += text) },
      stderr: { write: (text) => (said.err += text) },
    },
  );
  return { code, ...said };
}

const shown = ({ out }: { readonly out: string }): unknown => JSON.parse(out);

describe("a document", () => {
  test("of a file: the outcome as JSON, keys ascending", async () => {
    const ran = await run({ problem: EXAMPLE });
    expect(ran).toMatchObject({ code: EXIT_CODES.done, err: "" });
    expect(Object.keys(shown(ran) as object)).toEqual([
      "assignment",
      "cutoffs",
      "unfilled",
      "placements",
    ]);
    expect(shown(ran)).toMatchObject({ assignment: { α: "A", β: "B", γ: "C" } });
  });

  test("of the standard input", async () => {
    const ran = await run({ problem: "-" }, `\ufeff${await readFile(EXAMPLE, "utf8")}`);
    expect(shown(ran)).toMatchObject({ assignment: { α: "A" } });
  });

  test("explained to several applicants", async () => {
    const ran = await run({ problem: `${EXAMPLES}secured-seat.json`, explain: ["s1", "s2"] });
    expect(shown(ran)).toMatchObject({
      explanations: {
        s1: [
          { school: "B", verdict: "beaten-by-key", decidedBy: "priority" },
          { school: "A", verdict: "admitted", pool: "guaranteed" },
        ],
        s2: [{ school: "A", sentence: { zh: expect.any(String), en: expect.any(String) } }],
      },
    });
  });

  test("as CSV, to files", async () => {
    const files = { out: path("outcome.json"), csvOut: path("assignment.csv") };
    expect(await run({ problem: EXAMPLE, ...files })).toEqual({ code: 0, out: "", err: "" });
    expect(JSON.parse(await readFile(files.out, "utf8"))).toMatchObject({ unfilled: {} });
    expect(await readFile(files.csvOut, "utf8")).toBe(
      "applicant,school,choice,step,pool\r\nα,A,1,,\r\nβ,B,1,,\r\nγ,C,1,,\r\n",
    );
    const printed = await run({ problem: EXAMPLE, csv: true });
    expect(printed.out).toBe(await readFile(files.csvOut, "utf8"));
  });
});

describe("in place of the outcome", () => {
  const variants = `${EXAMPLES}what-if/reserve-first.json`;

  test("--report: the bureau's figures as tables, or as JSON", async () => {
    const problem = `${EXAMPLES}steps.json`;
    const tables = await run({ problem, report: true });
    expect(tables).toMatchObject({ code: EXIT_CODES.done, err: "" });
    expect(tables.out).toMatch(/^Totals\n.*\nCutoffs \(the last one admitted\)\n/s);
    expect((await run({ problem, report: true, lang: "zh" })).out).toMatch(/^总计\n/);
    expect(shown(await run({ problem, report: true, json: true }))).toMatchObject({
      children: { entered: 5, placed: 4, unplaced: 1 },
      cutoffs: [{ step: "A1", school: "east" }, {}, {}, {}],
    });
  });

  test("--what-if: variants side by side as tables, or as JSON", async () => {
    const asked = { problem: `${EXAMPLES}open-first.json`, whatIf: variants };
    const tables = await run(asked);
    expect(tables).toMatchObject({ code: EXIT_CODES.done, err: "" });
    expect(tables.out).toContain("As it stands  reserve first  three seats set apart");
    expect(shown(await run({ ...asked, json: true }))).toMatchObject({
      base: { children: { placed: 4 } },
      variants: [{ name: "reserve first", differences: { changed: 2, better: 1, worse: 1 } }, {}],
    });
  });

  test("--odds: sentences, or JSON; written to a file as well", async () => {
    const asked = { problem: `${EXAMPLES}equal-scores-lot.json`, odds: "b", draws: 64, seed: 5 };
    const sentences = await run(asked);
    expect(sentences).toMatchObject({ code: EXIT_CODES.done, err: "" });
    expect(sentences.out).toMatch(
      /^All lots were drawn anew 64 times.*\nThe real draw is another/s,
    );
    const out = path("odds.json");
    expect(await run({ ...asked, json: true, out })).toMatchObject({ code: 0, out: "", err: "" });
    expect(JSON.parse(await readFile(out, "utf8"))).toMatchObject({
      applicant: "b",
      draws: 64,
      seed: 5,
      schools: [{ school: "school", times: expect.any(Number) }],
    });
  });

  test("--odds needs no lots", async () => {
    const document = {
      mechanism: "lots-only",
      schools: [{ id: "c1", name: "First School", seats: 1 }],
      applicants: [
        { id: "a", choices: ["c1"] },
        { id: "b", choices: ["c1"] },
        { id: "c", choices: [] },
      ],
    };
    const problem = await put("before.json", JSON.stringify(document));
    expect((await run({ problem })).code).toBe(EXIT_CODES.refused);
    expect((await run({ problem, odds: "a", draws: 16 })).out).toContain("\nFirst School: ");
    expect(await run({ problem, odds: "c" })).toMatchObject({
      code: EXIT_CODES.usage,
      err: expect.stringContaining("“c” asks for no school"),
    });
  });

  test.each<[string, Partial<AllocateOptions>, number, RegExp]>([
    ["odds of nobody", { odds: "x" }, EXIT_CODES.usage, /Nobody has the id “x”/],
    ["draws without odds", { draws: 5 }, EXIT_CODES.usage, /go with --odds only/],
    ["a seed without odds", { seed: 0, report: true }, EXIT_CODES.usage, /go with --odds only/],
    ["variants that are not there", { whatIf: "nowhere" }, EXIT_CODES.refused, /no file “nowhere”/],
    ["variants that are none", { whatIf: EXAMPLE }, EXIT_CODES.refused, /“variants” is missing/],
    ["variants of another document", { whatIf: variants }, EXIT_CODES.refused, /reserve first/],
    [
      "variants of grades",
      { problem: `${EXAMPLES}siblings-apart.json`, whatIf: variants },
      EXIT_CODES.usage,
      /^--what-if: This option is not for documents with “grades”/,
    ],
    [
      "odds among grades",
      { problem: `${EXAMPLES}siblings-apart.json`, odds: "y" },
      EXIT_CODES.usage,
      /^--odds: This option is not for documents with “grades”/,
    ],
  ])("refused: %s", async (_, change, code, words) => {
    const ran = await run({ problem: EXAMPLE, ...change });
    expect(ran).toEqual({ code, out: "", err: expect.stringMatching(words) });
  });
});

describe("a document of grades", () => {
  const problem = `${EXAMPLES}siblings-together.json`;

  test("has an outcome for each grade, and says whose list was turned", async () => {
    const ran = await run({ problem, explain: ["y"] });
    expect(shown(ran)).toMatchObject({
      grades: {
        "2": { assignment: { o: "B", r2: "A" } },
        "1": {
          assignment: { r1: "A", y: "B" },
          explanations: { y: [{ school: "B", verdict: "admitted", own: { sibling: true } }] },
        },
      },
      turned: ["y"],
    });
    expect(shown(ran)).not.toHaveProperty("grades.2.explanations");
    expect(await run({ problem, explain: ["z"] })).toMatchObject({ code: EXIT_CODES.usage });
  });

  test("names the grade of each line of CSV, and of each report", async () => {
    expect((await run({ problem, csv: true })).out).toBe(
      "grade,applicant,school,choice,step,pool\r\n1,r1,A,2,,\r\n1,y,B,1,,\r\n2,o,B,2,,\r\n2,r2,A,1,,\r\n",
    );
    const { out } = await run({ problem, report: true });
    expect(out.match(/^== Grade \d ==$/gm)).toEqual(["== Grade 2 ==", "== Grade 1 =="]);
    expect(shown(await run({ problem, report: true, json: true }))).toMatchObject({
      grades: { "1": { children: { placed: 2 } }, "2": { children: { placed: 2 } } },
    });
  });
});

describe("what is refused", () => {
  test.each<[string, string, "zh" | "en", RegExp]>([
    ["no JSON", '{"mechanism":\n}', "en", /^line 2, column 1: Not valid JSON: a value is expected/],
    ["no JSON, in Chinese", "{", "zh", /^line 1, column 2: 不是有效的 JSON/],
    ["no document", "[]", "en", /^Expected here: an object with the keys .*, not a list\./],
    [
      "several mistakes",
      '{"mechanism":"deferred-acceptance","schools":[{"id":"c1","seats":-1}],"applicants":[{"id":"s1","choices":["c2"]}]}',
      "en",
      /^schools\[0\]\.seats: .*\napplicants\[0\]\.choices\[0\]: There is no school “c2”/,
    ],
  ])("%s", async (_, text, lang, words) => {
    const problem = await put("refused.json", text);
    const ran = await run({ problem, lang });
    expect(ran).toEqual({ code: EXIT_CODES.refused, out: "", err: expect.stringMatching(words) });
  });

  test("a file that is not there", async () => {
    const ran = await run({ problem: path("nowhere.json") });
    expect(ran).toMatchObject({ code: EXIT_CODES.refused, out: "" });
  });

  test("a file that cannot be written", async () => {
    const ran = await run({ problem: EXAMPLE, out: path("no/such/folder.json") });
    expect(ran).toMatchObject({ code: EXIT_CODES.refused, out: "" });
    expect(ran.err).toContain("cannot be written");
  });

  test.each<[string, Partial<AllocateOptions>, RegExp]>([
    ["nothing to read", {}, /Name a JSON document/],
    ["one table of two", { schools: TABLES.schools }, /Name a JSON document/],
    ["an applicant that is not there", { problem: EXAMPLE, explain: ["δ"] }, /no applicant “δ”/],
    [
      "a mechanism said twice",
      { problem: EXAMPLE, mechanism: "lots-only" },
      /has “mechanism” already/,
    ],
  ])("as wrong use: %s", async (_, change, words) => {
    const ran = await run(change);
    expect(ran).toEqual({ code: EXIT_CODES.usage, out: "", err: expect.stringMatching(words) });
  });
});

describe("tables", () => {
  const mechanism = "deferred-acceptance";

  test("stand in for the two lists of the document", async () => {
    const ran = await run({ ...TABLES, mechanism });
    expect(ran).toMatchObject({ code: EXIT_CODES.done, err: "" });
    expect(shown(ran)).toMatchObject({
      assignment: { s1: "c2", s2: "c1", s3: "c1", s4: null },
      placements: { s2: { pool: "minority" } },
    });
  });

  test("go with a document that has the other rules", async () => {
    const problem = await put("rules.json", '{"mechanism":"serial-dictatorship","ties":"lot"}');
    expect(shown(await run({ ...TABLES, problem }))).toMatchObject({ assignment: { s3: "c1" } });
  });

  test("hold all that a document can say of schools and applicants", async () => {
    const schools = await put(
      "schools.csv",
      "id,seats,reserves,precedence,caps\nc1,3,g:1:hard;h:1:g,h>open>g,k:1\nc2,1,,,\n",
    );
    const applicants = await put(
      "applicants.csv",
      [
        "id,choices,groups,lot,lots,family,points,guaranteed,consent,distances,category",
        "s1,c1 > c2,g;h,5,c1:1;c2:2,f,c1:70.5;c2:60,c2,是,c1:100;c2:200,A",
        "s2,,,0x0f,,,80,,no,,",
      ].join("\r\n"),
    );
    const ran = await run({ schools, applicants, mechanism });
    // The one thing wrong is that numbers and hex are mixed: everything else was understood.
    expect(ran.err).toBe(
      "applicants.csv, row 3, column lot: Lots are either all whole numbers or all hex digits in quotes, not both.\n",
    );
  });

  test.each<[string, string, RegExp]>([
    [
      "an unknown school",
      "id,choices\ns1,c1\ns2,c1>c3",
      /^applicants\.csv, row 3, column choices: There is no school “c3”/,
    ],
    [
      "rows are counted as spreadsheets do",
      "id,choices\n\n\ns1,c3",
      /^applicants\.csv, row 4, column choices/,
    ],
    ["an id twice", "id,choices\ns1,c1\ns1,c1", /^applicants\.csv, row 3, column id/],
    [
      "a lot that is none",
      "id,choices,lot\ns1,c1,first",
      /^applicants\.csv, row 2, column lot: .*“first”/,
    ],
    ["an empty id", "id,choices\n,c1", /^applicants\.csv, row 2: “id” is missing/],
    [
      "an unknown column",
      "id,choice,lot\ns1,c1,1",
      /^applicants\.csv, row 1: There is no column “choice”\. Is “choices” meant\?/,
    ],
    [
      "a column twice",
      "id,choices,id\ns1,c1,s1",
      /^applicants\.csv, row 1: There are two columns “id”/,
    ],
    [
      "a comma without quotes",
      "id,choices\ns1,c1,c2",
      /^applicants\.csv, row 2: This row has more cells/,
    ],
    ["an open quote", 'id,choices\n"s1,c1', /^applicants\.csv, row 2: A quotation mark/],
    ["nothing", "", /^applicants\.csv: The file is empty/],
  ])("are refused by their rows: %s", async (_, text, words) => {
    const schools = await put("schools.csv", "id,seats\nc1,9\nc2,9\n");
    const applicants = await put("applicants.csv", text);
    const ran = await run({ schools, applicants, mechanism });
    expect(ran).toEqual({ code: EXIT_CODES.refused, out: "", err: expect.stringMatching(words) });
  });
});

test("--schema prints the schema of the document", async () => {
  const ran = await run({ schema: true });
  expect(shown(ran)).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema" });
});

describe("as a program", () => {
  const PROGRAM = fileURLToPath(new URL("../bin/yangguang.mjs", import.meta.url));

  async function program(...args: readonly string[]) {
    const child = spawn(process.execPath, [PROGRAM, "allocate", ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.resume();
    const [code] = (await once(child, "close")) as [number | null];
    return { code, out };
  }

  test("it prints the same bytes, and ends with the codes that it promises", async () => {
    const refused = await put("refused.json", "{}");
    const [done, notDone, misused] = await Promise.all([
      program(EXAMPLE),
      program(refused),
      program(EXAMPLE, "--report", "--csv"),
    ]);
    expect(done).toEqual({ code: EXIT_CODES.done, out: (await run({ problem: EXAMPLE })).out });
    expect(notDone).toEqual({ code: EXIT_CODES.refused, out: "" });
    expect(misused).toEqual({ code: EXIT_CODES.usage, out: "" });
  });
});
