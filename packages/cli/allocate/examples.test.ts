import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseJson } from "@yangguang/core/allocation/document/parse-json.ts";
import { expect, test } from "vitest";
import { allocated } from "./testing/allocated.ts";

const FOLDER = fileURLToPath(new URL("../../../examples/allocation/", import.meta.url));

/** Applicants by school; those without a seat stand under "–". */
type Seats = Readonly<Record<string, readonly string[]>>;

/** The answers that the literature gives; each document names its source in its note. */
const ANSWERS: Readonly<Record<string, Seats>> = {
  "gale-shapley-1": { A: ["α"], B: ["β"], C: ["γ"] },
  "gale-shapley-2": { A: ["γ"], B: ["δ"], C: ["α"], D: ["β"] },
  "school-choice-da": { s1: ["1"], s2: ["2"], s3: ["3"] },
  "school-choice-ttc": { s1: ["2"], s2: ["1"], s3: ["3"] },
  "erdil-ergin-1-before-3": { x: ["1"], y: ["2"], z: ["3"] },
  "erdil-ergin-3-before-1": { x: ["1"], y: ["3"], z: ["2"] },
  "reserve-first": { school: ["o1", "w1", "w2", "w3"], "–": ["o2", "o3", "o4", "w4"] },
  "open-first": { school: ["w1", "w2", "w3", "w4"], "–": ["o1", "o2", "o3", "o4"] },
  "minority-none": { c1: ["s1", "s2"], c2: ["s3"] },
  "minority-cap": { c1: ["s1", "s3"], c2: ["s2"] },
  "minority-reserve": { c1: ["s1", "s2"], c2: ["s3"] },
  "secured-seat": { A: ["s1"], B: ["s3"], "–": ["s2"] },
  "handed-on": { course: ["b1", "g1"], "–": ["g2"] },
  "equal-scores-lot": { school: ["a", "c"], "–": ["b"] },
  "equal-scores-admit-all": { school: ["a", "b", "c"] },
  "equal-scores-admit-none": { school: ["a"], "–": ["b", "c"] },
  "ring-draw": {
    school: [6, 9, 12, 15, 18, 1, 4, 8, 13, 17, 2, 7, 14, 20, 10].map((place) => `n${place}`),
    "–": [3, 5, 11, 16, 19].map((place) => `n${place}`),
  },
  "siblings-together": { A: ["r1", "r2"], B: ["o", "y"] },
  "siblings-apart": { A: ["r2", "y"], B: ["o", "r1"] },
  steps: { east: ["a1", "b1"], west: ["a2"], north: ["b2"], "–": ["b3"] },
};

const documents = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.replace(/\.json$/, ""));

test("every example has its answer", () => {
  expect(documents.toSorted()).toEqual(Object.keys(ANSWERS).toSorted());
});

test.each(documents)("%s comes out as published", (name) => {
  const json = parseJson(readFileSync(`${FOLDER}${name}.json`, "utf8"));
  if (!json.ok) throw new Error(json.error.message.en);
  const allocation = allocated(json.value);
  if (!allocation.ok) throw new Error(JSON.stringify(allocation.error));
  const { value } = allocation;
  const all = "grades" in value ? Object.values(value.grades) : [value];
  const seats: Record<string, string[]> = {};
  for (const { assignment } of all) {
    for (const [applicant, school] of Object.entries(assignment)) {
      (seats[school ?? "–"] ??= []).push(applicant);
    }
  }
  for (const applicants of Object.values(seats)) applicants.sort();
  const sorted = Object.entries(ANSWERS[name] ?? {}).map(([school, all]) => [
    school,
    all.toSorted(),
  ]);
  expect(seats).toEqual(Object.fromEntries(sorted));
});
