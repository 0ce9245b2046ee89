import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { judgeAddCheckpoint } from "../log/witness.ts";
import { folderOf } from "./folder.ts";
import type { Catch, Cheat, Cheated } from "./testing/cheats/cheat.ts";
import { HONEST } from "./testing/cheats/cheat.ts";
import { CHEATS } from "./testing/cheats/catalogue.ts";
import { cheatsDocument } from "./testing/cheats/document.ts";
import { verifyReceipt } from "./verify-receipt.ts";
import { verifyRun } from "./verify-run.ts";

type Sees = Pick<Cheated, "files" | "trustHash">;

/** The checks that fail in the eyes of the public, or of the room where it is given. */
async function failing({ files, trustHash }: Sees, room: Cheated["room"]) {
  const rows = room === null ? {} : { rows: folderOf(room) };
  const { checks } = await verifyRun(folderOf(files), { trust: trustHash, ...rows });
  return checks.filter(({ result }) => result === "fails").map(({ check }) => check);
}

async function failingReceipt({ files, trustHash, receipt }: Cheated) {
  if (receipt === undefined) throw new Error("this cheat has no receipt");
  const { checks } = await verifyReceipt(receipt, { trust: trustHash, folder: folderOf(files) });
  return checks.filter(({ result }) => result === "fails").map(({ check }) => check);
}

function refusal({ asked }: Cheated): string | undefined {
  if (asked === undefined) throw new Error("this cheat asks no witness");
  const decision = judgeAddCheckpoint(asked.state, asked.body, asked.log);
  return decision.kind === "cosign" ? undefined : decision.failure.code;
}

async function isCaught(cheated: Cheated, caught: Catch): Promise<void> {
  switch (caught.tier) {
    case "public":
      expect(await failing(cheated, null)).toContain(caught.check);
      break;
    case "room":
      expect(await failing(cheated, cheated.room)).toContain(caught.check);
      break;
    case "receipt":
      expect(await failingReceipt(cheated)).toContain(caught.check);
      break;
    case "witness":
      expect(refusal(cheated)).toBe(caught.refusal);
      break;
    case "people":
      // No computation sees it, not even with the rows.
      expect(await failing(cheated, cheated.room)).toEqual([]);
      break;
    case "in-vain":
      expect(cheated.files.get("placements.csv")).toEqual(HONEST.files.get("placements.csv"));
  }
}

const has = ({ caughtBy }: Cheat, tier: Catch["tier"]): boolean =>
  caughtBy.some((each) => each.tier === tier);

it("has an honest run to start from", async () => {
  expect(await failing(HONEST, HONEST.room)).toEqual([]);
});

describe.each(CHEATS.map((each) => [each.id, each] as const))("%s", (_, cheat) => {
  it(`is caught by ${cheat.caughtBy.map(({ tier }) => tier).join(" and ")}`, async () => {
    const cheated = await cheat.commit();
    for (const each of cheat.caughtBy) await isCaught(cheated, each);
    if (has(cheat, "public")) return;
    expect(await failing(cheated, null)).toEqual([]);
  });
});

describe("the catalogue", () => {
  it("names each cheat once", () => {
    expect(new Set(CHEATS.map(({ id }) => id)).size).toBe(CHEATS.length);
  });

  it("is what docs/cheats.md says (else: node scripts/write-cheats.ts)", () => {
    const written = readFileSync(new URL("../../../docs/cheats.md", import.meta.url), "utf8");
    expect(written).toBe(cheatsDocument());
  });
});
