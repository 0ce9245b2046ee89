import { parsePolicy } from "@yangguang/core/policy/parse.ts";
import { createTestDatabase } from "@yangguang/server/database/test-database.ts";
import type { TestDatabase } from "@yangguang/server/database/test-database.ts";
import { Pool } from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { childrenColumns } from "../children/children-file.ts";
import { generateChildren } from "../children/generate.ts";
import { scalePolicy } from "../children/scaled-policy.ts";
import { csvLine } from "./csv.ts";
import { TOY_POLICY, TOY_SOURCE } from "./fixtures-policy.ts";
import { csvFile } from "./fixtures.ts";
import type { PolicyFile } from "./inputs.ts";
import { readChildren } from "./read-children.ts";
import type { ParsedChild } from "./read-row.ts";
import type { ChildOutcome, SeasonRunResult } from "./run-result.ts";
import { runSeasonOverFile } from "./run-season.ts";

const COUNT = 240;
const SEED = "5e".repeat(32);

function scaledPolicy(): PolicyFile {
  const source = scalePolicy(TOY_SOURCE, TOY_POLICY, COUNT / 2);
  const policy = parsePolicy(source);
  if (!policy.ok) throw new Error(policy.error[0]?.message.en);
  return { source, policy: policy.value };
}

const FILE = scaledPolicy();

async function inventedChildren(): Promise<readonly ParsedChild[]> {
  const columns = childrenColumns(FILE.policy, "zh");
  const lines = Array.from(generateChildren(FILE.policy, COUNT, 3), (child) =>
    csvLine(columns.map(({ cell }) => cell(child))),
  );
  const csv = csvLine(columns.map(({ heading }) => heading)) + lines.join("");
  const read = await readChildren(csvFile(csv), FILE.policy);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value.rows;
}

const opened: { readonly database: TestDatabase; readonly pool: Pool }[] = [];

afterAll(async () => {
  for (const { database, pool } of opened) {
    await pool.end();
    await database.drop();
  }
});

const SILENT = { begin: () => {}, update: () => {}, end: () => {}, timings: () => [] };

interface FinishedRun {
  readonly result: SeasonRunResult;
  readonly outcomes: readonly ChildOutcome[];
}

async function runOnce(children: readonly ParsedChild[], seed: string): Promise<FinishedRun> {
  const database = await createTestDatabase();
  const pool = new Pool(database.app);
  opened.push({ database, pool });
  const run = await runSeasonOverFile({ file: FILE, children, seed, pool, progress: SILENT });
  if (!run.ok) throw new Error(run.error.map(({ message }) => message.en).join("\n"));
  const outcomes: ChildOutcome[] = [];
  for await (const outcome of run.value.children) outcomes.push(outcome);
  return { result: run.value, outcomes };
}

describe("a season over a file", async () => {
  const children = await inventedChildren();
  const { result, outcomes } = await runOnce(children, SEED);

  test("every child of the file has one result, in the file's order", () => {
    expect(outcomes.map(({ child }) => child)).toEqual(children);
    const kinds = new Set(outcomes.map(({ standing }) => standing.kind));
    expect([...kinds].toSorted()).toEqual(["placed", "review", "unplaced"]);
    expect(new Set(outcomes.map(({ pid }) => pid)).size).toBe(COUNT);
  });

  test("no school takes more children than it has seats", () => {
    for (const { id, seats } of FILE.policy.plan.schools) {
      const taken = outcomes.filter(
        ({ standing }) => standing.kind === "placed" && standing.offer.school === id,
      ).length;
      const left = result.run.outcome.seatsLeft.find(({ school }) => school === id)?.seats;
      expect(taken + (left ?? -1)).toBe(seats);
    }
  });

  test("who was placed by the family's choices, was placed at one of them", () => {
    const byChoice = outcomes.filter(
      ({ standing }) => standing.kind === "placed" && standing.offer.step === "choices",
    );
    expect(byChoice.length).toBeGreaterThan(5);
    for (const { child, standing, verdicts } of byChoice) {
      if (standing.kind !== "placed") continue;
      expect(child.choices).toContain(standing.offer.school);
      const above = child.choices.slice(0, child.choices.indexOf(standing.offer.school));
      const explained = verdicts.map(({ school }) => school);
      for (const school of above) expect(explained).toContain(school);
    }
  });

  test("children of whom too little is known wait for a person, with the reason", () => {
    const waiting = outcomes.filter(({ standing }) => standing.kind === "review");
    for (const { standing, decision } of waiting) {
      expect(decision?.kind === "decided" && decision.admitted).toBe(false);
      expect(standing.kind === "review" ? standing.reasons.length : 0).toBeGreaterThan(0);
    }
  });

  test("twins who share a lot hold the same one", () => {
    const { lots } = result.run.problem;
    const groups = Map.groupBy(
      outcomes.filter(
        ({ child, standing }) => child.lotGroup !== null && standing.kind !== "review",
      ),
      ({ child }) => child.lotGroup,
    );
    expect(groups.size).toBeGreaterThan(0);
    for (const twins of groups.values()) {
      expect(new Set(twins.map(({ pid }) => lots["*"]?.[pid ?? ""])).size).toBe(1);
    }
  });

  test("the same seed gives the same season, another seed another draw", async () => {
    const again = await runOnce(children, SEED);
    expect(again.outcomes).toEqual(outcomes);
    expect(again.result.rollRoot).toBe(result.rollRoot);
    expect(again.result.drawSeed).toBe(result.drawSeed);
    const other = await runOnce(children, "5f".repeat(32));
    expect(other.result.drawSeed).not.toBe(result.drawSeed);
    expect(other.outcomes.map(({ decision }) => decision)).toEqual(
      outcomes.map(({ decision }) => decision),
    );
  });
});
