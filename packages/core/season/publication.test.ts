import { describe, expect, it } from "vitest";
import type { AllocationOutcome } from "../domain/allocation-problem.ts";
import { pointsOf } from "../domain/points.ts";
import { tagHash, toHex, utf8 } from "../draw/encoding.ts";
import { textOf } from "../log/bytes.ts";
import {
  cutoffLines,
  cutoffsHash,
  fullHash,
  placementLines,
  placementsHash,
} from "./outcome-hashes.ts";
import type { Publication } from "./publication.ts";
import { categoryCounts, runFolder } from "./publication.ts";

const [ONE, TWO, THREE] = ["01", "02", "03"].map((byte) => byte.repeat(16)) as [
  string,
  string,
  string,
];
const LOT = "cd".repeat(32);

const cutoff = { binding: true, points: pointsOf(0), lot: LOT, step: "s", school: "a" };

const OUTCOME: AllocationOutcome = {
  placements: [
    { pid: ONE, school: "a", step: "s", listRank: 2 },
    { pid: THREE, school: null, step: null, listRank: null },
  ],
  cutoffs: [
    { ...cutoff, admitted: 5, key: [-120_000, 3], listRank: 1 },
    { ...cutoff, school: "b", pool: "open", admitted: 4, key: [7] },
    { ...cutoff, school: "c", admitted: 9, key: [], call: 12 },
    { ...cutoff, school: "d", admitted: 6, key: [] },
  ],
  seatsLeft: [],
};

const hashOf = (tag: string, text: string): string => toHex(tagHash(tag, text));

describe("the hashes of an outcome", () => {
  const pids = [ONE, TWO, THREE];

  it("bind a line for every child of the roll", () => {
    const lines = placementLines(pids, OUTCOME);
    expect(lines).toEqual([`${ONE} a`, `${TWO} -`, `${THREE} -`]);
    expect(placementsHash(lines)).toBe(
      hashOf("xadm/v1/placements", `${ONE} a\n${TWO} -\n${THREE} -`),
    );
  });

  it("bind the cutoffs as published, without those of fewer than 5", () => {
    const lines = cutoffLines(OUTCOME);
    expect(lines).toEqual([
      `s,a,,5,1;-120000;3,${LOT}`,
      "s,b,open,fewer-than-5,,",
      `s,c,,9,12,${LOT}`,
      `s,d,,6,,${LOT}`,
    ]);
    expect(cutoffsHash(lines)).toBe(hashOf("xadm/v1/cutoffs", lines.join("\n")));
  });

  it("bind all that only the supervised room sees", () => {
    const text = [
      `${ONE} a s 2 -`,
      `${TWO} - - - -`,
      `${THREE} - - - -`,
      `s a - 5 1;-120000;3 ${LOT}`,
      `s b open 4 7 ${LOT}`,
      `s c - 9 12 ${LOT}`,
      `s d - 6 - ${LOT}`,
    ].join("\n");
    expect(fullHash(pids, OUTCOME)).toBe(hashOf("xadm/v1/outcome", text));
  });
});

describe("numbers by category", () => {
  const counted = (numbers: Readonly<Record<string, number>>) =>
    categoryCounts(
      Object.entries(numbers).flatMap(([id, count]) => Array.from({ length: count }, () => id)),
    );

  it.each([
    [{}, {}],
    [
      { A: 5, B: 7 },
      { A: 5, B: 7 },
    ],
    [
      { A: 4, B: 3, C: 9 },
      { C: 9, other: 7 },
    ],
    [
      { A: 4, B: 6, C: 9 },
      { C: 9, other: 10 },
    ],
    [
      { A: 1, C: 6, B: 6 },
      { C: 6, other: 7 },
    ],
    [{ A: 3 }, { other: 3 }],
    [
      { other: 8, A: 6 },
      { other: 8, A: 6 },
    ],
  ])("of %j are %j", (numbers, expected) => {
    expect(counted(numbers)).toEqual(expected);
  });
});

describe("the folder of a run", () => {
  const PUBLICATION: Publication = {
    plan: {
      audit: 2,
      beacon: null,
      contributors: ["platform"],
      draws: ["*"],
      objectionHours: 48,
      run: "town/2024/primary/1",
      schools: { a: 5 },
      steps: ["s"],
      threshold: 1,
      throws: 39,
    },
    policy: utf8("id: town\n"),
    trust: "{}\n",
    roll: null,
    announced: null,
    log: new Map([["log/checkpoint", utf8("note")]]),
  };

  const pathsOf = (publication: Publication): readonly string[] => {
    const folder = runFolder(publication);
    return folder.ok ? [...folder.value.keys()].toSorted() : folder.error.map(({ code }) => code);
  };

  const children = Array.from({ length: 6 }, (_, at) => ({
    pid: `0${at}`.repeat(16),
    row: `1${at}`.repeat(32),
    lotGroup: at < 2 ? "ee".repeat(16) : null,
  }));
  const roll = { children, counts: { A: 6 } };
  const announced = { outcome: OUTCOME, seed: LOT };

  it("holds what there is to publish, and no more", () => {
    const early = ["log/checkpoint", "manifest.json", "plan.json", "policy.yaml", "trust.json"];
    expect(pathsOf(PUBLICATION)).toEqual(early);
    const frozen = [...early, "roll.csv"].toSorted();
    expect(pathsOf({ ...PUBLICATION, roll })).toEqual(frozen);
    const all = [...frozen, "audit.csv", "cutoffs.csv", "holders.csv", "placements.csv"].toSorted();
    expect(pathsOf({ ...PUBLICATION, roll, announced })).toEqual(all);
  });

  it("lists every file in the manifest, ascending", () => {
    const folder = runFolder({ ...PUBLICATION, roll, announced });
    const files = folder.ok ? folder.value : new Map<string, Uint8Array>();
    const text = textOf(files.get("manifest.json") ?? utf8("")) ?? "";
    const { files: listed } = JSON.parse(text) as { readonly files: { readonly path: string }[] };
    expect(listed.map(({ path }) => path)).toEqual(
      [...files.keys()].filter((path) => path !== "manifest.json").toSorted(),
    );
    expect(textOf(files.get("holders.csv") ?? utf8(""))).toBe(
      `pid,holder\n${"00".repeat(16)},${"ee".repeat(16)}\n${"01".repeat(16)},${"ee".repeat(16)}\n`,
    );
  });

  it("is refused where it would show a group of fewer than 5", () => {
    const small = { children, counts: { A: 5, other: 1 } };
    expect(pathsOf({ ...PUBLICATION, roll: small })).toEqual(["publication.small-group"]);
    const few = { children: children.slice(0, 3), counts: categoryCounts(["A", "A", "A"]) };
    expect(pathsOf({ ...PUBLICATION, roll: few })).toEqual(["publication.small-group"]);
  });
});
