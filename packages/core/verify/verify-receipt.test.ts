import { describe, expect, it } from "vitest";
import { utf8 } from "../draw/encoding.ts";
import { textOf } from "../log/bytes.ts";
import { withManifest } from "../season/publication.ts";
import { fromBase45, toBase45 } from "./base45.ts";
import { folderOf } from "./folder.ts";
import { LONGEST_QR_TEXT, parseReceiptQr, receiptQrText } from "./receipt-qr.ts";
import { receiptOf } from "./testing/sample-receipt.ts";
import type { Sample } from "./testing/sample-run.ts";
import { sampleRun } from "./testing/sample-run.ts";
import type { ReceiptCheck, ReceiptOptions } from "./verify-receipt.ts";
import { RECEIPT_CHECKS, verifyReceipt } from "./verify-receipt.ts";

const SAMPLE = sampleRun({ seed: "receipt", children: 60, perSchoolLots: true });

const textIn = (bytes: Uint8Array): string => textOf(bytes) ?? "";

const given = ({ files, trustHash }: Sample = SAMPLE): ReceiptOptions => ({
  folder: folderOf(files),
  trust: trustHash,
});

async function resultsOf(
  receipt: Uint8Array,
  options: ReceiptOptions = given(),
): Promise<Readonly<Record<string, readonly ReceiptCheck[]>>> {
  const { checks } = await verifyReceipt(receipt, options);
  const named = (wanted: string): readonly ReceiptCheck[] =>
    checks.filter(({ result }) => result === wanted).map(({ check }) => check);
  return { holds: named("holds"), fails: named("fails"), absent: named("absent") };
}

const PIDS = SAMPLE.children.map(({ pid }) => pid);
const PID = PIDS[7] ?? "";

/** A child with several versions. */
const OFTEN = SAMPLE.children.find(({ versions }) => versions.length > 1)?.pid ?? "";

/** The run as somebody else published it. */
const published = (path: string, change: (text: string) => string): ReceiptOptions => {
  const text = textIn(SAMPLE.files.get(path) ?? utf8(""));
  const files = new Map([...SAMPLE.files, [path, utf8(change(text))] as const]);
  return given({ ...SAMPLE, files: withManifest(SAMPLE.run, files) });
};

describe("a receipt", () => {
  it("holds for every child, whose seat follows from its row, lot and the cutoffs", async () => {
    for (const pid of PIDS.filter((_, at) => at % 4 === 0)) {
      const report = await verifyReceipt(await receiptOf(SAMPLE, pid), given());
      expect(report.checks.map(({ check }) => check)).toEqual(RECEIPT_CHECKS);
      expect(report.checks.filter(({ result }) => result !== "holds")).toEqual([]);
      expect(report).toMatchObject({ verdict: "holds", pid, run: SAMPLE.run });
    }
  });

  it("is proved in the log without any folder, but nobody knows by whom it is signed", async () => {
    const { holds, fails, absent } = await resultsOf(await receiptOf(SAMPLE, PID), {});
    expect(holds).toEqual(["form", "inclusion"]);
    expect(fails).toEqual([]);
    expect(absent).toEqual(["quorum", "trust", "same-log", "roll", "lot", "seat"]);
  });

  it("needs no more than the keys for its quorum", async () => {
    const keys = new Map([...SAMPLE.files].filter(([path]) => path === "trust.json"));
    const options = { folder: folderOf(keys), trust: SAMPLE.trustHash };
    const { holds, fails } = await resultsOf(await receiptOf(SAMPLE, PID), options);
    expect(holds).toEqual(["form", "inclusion", "quorum", "trust"]);
    expect(fails).toEqual([]);
  });

  it("of an earlier version is in the log, and is not what a roll has", async () => {
    const { holds, fails, absent } = await resultsOf(await receiptOf(SAMPLE, OFTEN, 1));
    expect(holds).toContain("same-log");
    expect(fails).toEqual([]);
    expect(absent).toContain("roll");
  });

  it("fails where it was changed in anything", async () => {
    const text = textIn(await receiptOf(SAMPLE, PID));
    const changes: readonly (readonly [string | RegExp, string, ReceiptCheck])[] = [
      ['["version","1"]', '["version","9"]', "inclusion"],
      [/"secret":"./, '"secret":"x', "form"],
      [/index (\d+)/, "index 0", "inclusion"],
      [/(parents\.example .{40})./, "$1_", "inclusion"],
      [/(parents\.example .{40})[A-Y]/, "$1Z", "quorum"],
      [/^\{/, "{ ", "form"],
      ['"v":1', '"v":2', "form"],
    ];
    for (const [from, to, check] of changes) {
      const other = text.replace(from, to);
      if (other === text) continue;
      const { fails } = await resultsOf(utf8(other));
      expect(fails).toContain(check);
    }
  });

  it("fails under other keys, or of another run", async () => {
    const receipt = await receiptOf(SAMPLE, PID);
    const other = sampleRun({ seed: "another", children: 60 });
    expect((await resultsOf(receipt, given(other)))["fails"]).toEqual([
      "quorum",
      "same-log",
      "roll",
    ]);
    expect((await resultsOf(receipt, { ...given(), trust: "ab".repeat(32) }))["fails"]).toEqual([
      "trust",
    ]);
  });

  it("shows that the roll has another row, or nobody", async () => {
    const receipt = await receiptOf(SAMPLE, PID);
    const row = SAMPLE.frozen.find(({ row }) => row.pid === PID)?.commitment ?? "";
    const older = published("roll.csv", (text) => text.replace(row, "ab".repeat(32)));
    expect((await resultsOf(receipt, older))["fails"]).toEqual(["roll"]);
    const dropped = published("roll.csv", (text) => text.replace(`${PID},${row}\n`, ""));
    expect((await resultsOf(receipt, dropped))["fails"]).toEqual(["roll"]);
  });

  it("shows that the child was given another lot, or another seat", async () => {
    const receipt = await receiptOf(SAMPLE, PID);
    const shared = published("holders.csv", (text) => `${text}${PID},${"ab".repeat(16)}\n`);
    expect((await resultsOf(receipt, shared))["fails"]).toContain("lot");
    const placed = published("placements.csv", (text) =>
      text.replace(new RegExp(`${PID},.*`), `${PID},school-none`),
    );
    expect((await resultsOf(receipt, placed))["fails"]).toEqual(["seat"]);
  });

  it("shows a log that was forked since", async () => {
    const index = SAMPLE.steps.findIndex(
      ({ entry }) =>
        !(entry instanceof Uint8Array) && entry.t === "app" && entry.run === SAMPLE.run,
    );
    const swapped = sampleRun(
      { seed: "receipt", children: 60, perSchoolLots: true },
      {
        steps: (steps) => {
          const own = steps[index];
          const next = steps[index + 1];
          if (own === undefined || next === undefined) throw new Error("two rows");
          return [...steps.slice(0, index), next, own, ...steps.slice(index + 2)];
        },
      },
    );
    const child = SAMPLE.children.find(({ versions }) => {
      const entry = SAMPLE.steps[index]?.entry;
      return entry !== undefined && "c" in entry && entry.c === versions[0]?.row;
    });
    const receipt = await receiptOf(SAMPLE, child?.pid ?? "", 1);
    expect((await resultsOf(receipt, given(swapped)))["fails"]).toEqual(["same-log"]);
  });
});

describe("a receipt in a QR code", () => {
  it("is the same receipt, to the byte, and fits", async () => {
    for (const pid of PIDS) {
      const receipt = await receiptOf(SAMPLE, pid);
      const packed = receiptQrText(receipt);
      if (!packed.ok) throw new Error(packed.error.message.en);
      expect(packed.value).toMatch(/^[0-9A-Z $%*+\-./:]+$/);
      expect(packed.value.length).toBeLessThan(LONGEST_QR_TEXT);
      const unpacked = parseReceiptQr(packed.value);
      expect(unpacked.ok ? unpacked.value : unpacked.error).toBe(textIn(receipt));
    }
  });

  it("is refused where it was not read whole", async () => {
    const packed = receiptQrText(await receiptOf(SAMPLE, PID));
    const text = packed.ok ? packed.value : "";
    for (const damaged of ["", "YG1:", text.slice(1), text.slice(0, -1), `${text}000`, "YG1:é"]) {
      expect(parseReceiptQr(damaged).ok).toBe(false);
    }
  });

  it("is refused where it is too long, or no receipt", async () => {
    expect(receiptQrText(utf8("{}")).ok).toBe(false);
    const text = textIn(await receiptOf(SAMPLE, PID));
    const long = text.replace('["choice.5",""]', `["choice.5","${"x".repeat(2000)}"]`);
    const packed = receiptQrText(utf8(long));
    expect(packed.ok ? "" : packed.error.code).toBe("receipt.qr-long");
  });
});

describe("base45 of RFC 9285", () => {
  it.each([
    ["AB", "BB8"],
    ["Hello!!", "%69 VD92EX0"],
    ["base-45", "UJCLQE7W581"],
    ["ietf!", "QED8WEX0"],
    ["", ""],
  ])("writes %s as %s", (plain, encoded) => {
    expect(toBase45(utf8(plain))).toBe(encoded);
    expect(textIn(fromBase45(encoded) ?? utf8("?"))).toBe(plain);
  });

  it.each(["GGW", ":::", "A", "a00", "::"])("refuses %s", (text) => {
    expect(fromBase45(text)).toBeUndefined();
  });
});
