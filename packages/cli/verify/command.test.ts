import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { hashingWith } from "@yangguang/core/verify/hashing.ts";
import { receiptQrText } from "@yangguang/core/verify/receipt-qr.ts";
import { receiptOf } from "@yangguang/core/verify/testing/sample-receipt.ts";
import { sampleRun } from "@yangguang/core/verify/testing/sample-run.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReceiptCommandOptions, VerifyCommandOptions } from "./command.ts";
import { EXIT_CODES, runReceiptCommand, runVerifyCommand } from "./command.ts";
import { sha256 } from "./folders.ts";

const SAMPLE = sampleRun({ seed: "command", children: 40 });
const PID = SAMPLE.children[3]?.pid ?? "";

let folder = "";
const path = (name: string): string => join(folder, name);

async function write(to: string, files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  for (const [name, bytes] of files) {
    await mkdir(dirname(path(`${to}/${name}`)), { recursive: true });
    await writeFile(path(`${to}/${name}`), bytes);
  }
  return path(to);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "verify-command-"));
  await write("run", SAMPLE.files);
  await write("rows", SAMPLE.room ?? new Map());
  await writeFile(path("receipt.json"), await receiptOf(SAMPLE, PID));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

function terminal() {
  const said = { out: "", err: "" };
  return {
    said,
    stdout: { write: (text: string) => (said.out += text) },
    stderr: { write: (text: string) => (said.err += text) },
  };
}

async function verify(where: string, change: Partial<VerifyCommandOptions> = {}) {
  const { said, ...output } = terminal();
  const code = await runVerifyCommand(where, { json: false, lang: "en", ...change }, output);
  return { code, ...said };
}

async function receipt(file: string, change: Partial<ReceiptCommandOptions> = {}) {
  const { said, ...output } = terminal();
  const code = await runReceiptCommand(file, { json: false, lang: "en", ...change }, output);
  return { code, ...said };
}

describe("yangguang verify", () => {
  it("tells each check in one line, and how it ends", async () => {
    const { code, out, err } = await verify(path("run"), { trust: SAMPLE.trustHash });
    expect(code).toBe(EXIT_CODES.holds);
    const lines = out.split("\n").filter((line) => line.startsWith("✓"));
    expect(lines).toHaveLength(31);
    expect(lines.join("\n")).toContain("✓ holds roll: the roll's order");
    expect(out).toContain("Everything holds.");
    expect(out).toContain("Not proved:");
    expect(err).toContain("reading the log: 0 /");
  });

  it("speaks Chinese", async () => {
    const { out } = await verify(path("run"), { lang: "zh" });
    expect(out).toContain("全部成立。");
    expect(out).toContain("没有提供trust值");
  });

  it("prints the whole report as JSON, with the supervised room's checks", async () => {
    const { code, out } = await verify(path("run"), { json: true, rows: path("rows") });
    expect(code).toBe(EXIT_CODES.holds);
    const report = JSON.parse(out) as {
      readonly checks: readonly { readonly check: string; readonly result: string }[];
    };
    expect(report).toMatchObject({ verdict: "holds", run: SAMPLE.run });
    expect(report.checks.filter(({ result }) => result !== "holds")).toEqual([]);
  });

  it("ends with 1 where something fails, or the run is void", async () => {
    expect((await verify(path("run"), { trust: "0".repeat(64) })).code).toBe(EXIT_CODES.fails);
    const files = new Map([...SAMPLE.files, ["audit.csv", new Uint8Array()] as const]);
    const { code, out } = await verify(await write("changed", files));
    expect(code).toBe(EXIT_CODES.fails);
    expect(out).toContain("✗ FAILS files:");
    expect(out).toContain("✗ FAILS audit:");
    const voided = sampleRun({ seed: "void", children: 20, until: "freeze", voided: true });
    expect((await verify(await write("void", voided.files))).code).toBe(EXIT_CODES.fails);
  });

  it("ends with 2 where there is nothing to read, or the trust is none", async () => {
    const missing = await verify(path("nowhere"));
    expect(missing.code).toBe(EXIT_CODES.usage);
    expect(missing.err).toContain("There is no folder");
    expect((await verify(path("run"), { trust: "abc" })).code).toBe(EXIT_CODES.usage);
    expect((await verify(path("run"), { rows: path("nowhere") })).code).toBe(EXIT_CODES.usage);
  });

  it("reads a run under an address, and ends with 2 where that fails", async () => {
    let broken = false;
    const server = createServer((request, response) => {
      const name = (request.url ?? "").replace("/runs/1/", "");
      const bytes = SAMPLE.files.get(name);
      response.statusCode = broken ? 503 : bytes === undefined ? 404 : 200;
      response.end(bytes);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const address = `http://127.0.0.1:${port}/runs/1`;
    try {
      const found = await verify(address, { trust: SAMPLE.trustHash });
      expect(found.code).toBe(EXIT_CODES.holds);
      broken = true;
      const lost = await verify(address);
      expect(lost.code).toBe(EXIT_CODES.usage);
      expect(lost.err).toContain("503");
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
    expect((await verify(address)).code).toBe(EXIT_CODES.usage);
  });
});

describe("yangguang receipt", () => {
  it("checks a file, by itself or against the run", async () => {
    const alone = await receipt(path("receipt.json"));
    expect(alone.code).toBe(EXIT_CODES.holds);
    expect(alone.out).toContain("✓ holds inclusion:");
    expect(alone.out).toContain("– absent quorum:");
    const against = await receipt(path("receipt.json"), {
      run: path("run"),
      trust: SAMPLE.trustHash,
    });
    expect(against.code).toBe(EXIT_CODES.holds);
    expect(against.out.match(/✓ holds/g)).toHaveLength(8);
  });

  it("checks the text of a QR code", async () => {
    const packed = receiptQrText(await readFile(path("receipt.json")));
    await writeFile(path("receipt.txt"), packed.ok ? `${packed.value}\n` : "");
    const { code, out } = await receipt(path("receipt.txt"), { run: path("run"), json: true });
    expect(code).toBe(EXIT_CODES.holds);
    expect(JSON.parse(out)).toMatchObject({ verdict: "holds", pid: PID });
  });

  it("ends with 1 for a receipt that was changed, with 2 for none", async () => {
    const text = await readFile(path("receipt.json"), "utf8");
    await writeFile(
      path("other.json"),
      text.replace('["redistribution","', '["redistribution","x'),
    );
    expect((await receipt(path("other.json"))).code).toBe(EXIT_CODES.fails);
    expect((await receipt(path("nothing.json"))).code).toBe(EXIT_CODES.usage);
  });
});

describe("OpenSSL's SHA-256", () => {
  it.each([0, 1, 55, 56, 64, 65, 1000])("is that of core, of %i bytes", (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 7) % 256);
    expect(sha256(bytes)).toEqual(hashingWith().sha256(bytes));
  });
});
