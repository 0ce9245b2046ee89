import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cosign, parseSignedCheckpoint, signCheckpoint } from "@yangguang/core/log/checkpoint.ts";
import { keyOfSecret } from "@yangguang/core/log/note-key.ts";
import { TileWriter } from "@yangguang/core/log/tile-writer.ts";
import { formatTrust } from "@yangguang/core/log/trust.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkDataFolder } from "./data-folder.ts";
import { checkPublishedLog } from "./published-log.ts";

const [LOG, WITNESS] = ["log.test", "parents.test"];
const [logKey, witnessKey] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
const SIZE = 300;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yangguang-fsck-"));
  const writer = new TileWriter();
  for (let at = 0; at < SIZE; at += 1) await put(writer.append(Buffer.from(`entry ${at}`)));
  await put(writer.partials());
  const signed = signCheckpoint({ origin: LOG, size: SIZE, root: writer.root() }, LOG, logKey);
  const parsed = parseSignedCheckpoint(signed);
  if (!parsed.ok) throw new Error(parsed.error.message.en);
  const note = signed + cosign(parsed.value.checkpoint, WITNESS, witnessKey, 1_700_000_000);
  await writeFile(join(folder, "checkpoint"), note);
  const witnesses = [{ key: keyOfSecret(WITNESS, "witness", witnessKey), government: false }];
  const log = keyOfSecret(LOG, "log", logKey);
  const trust = formatTrust({ log, witnesses, quorum: 1, nonGovernment: 1 });
  await writeFile(join(folder, "trust.json"), trust);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function put(files: readonly { readonly path: string; readonly bytes: Uint8Array }[]) {
  for (const { path, bytes } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

/** Changes a file while something is looked at. */
async function withChanged<Value>(
  path: string,
  change: (text: string) => string,
  look: () => Promise<Value>,
): Promise<Value> {
  const before = await readFile(join(folder, path));
  await writeFile(join(folder, path), Buffer.from(change(before.toString("latin1")), "latin1"));
  const seen = await look();
  await writeFile(join(folder, path), before);
  return seen;
}

const told = async (log: string) => {
  const { verdict, lines } = await checkPublishedLog(log);
  return [verdict, ...lines.map(({ en }) => en)];
};

const WHOLE = [
  "whole",
  "log log.test: 300 entries by the checkpoint, 300 read",
  "cosigned by parents.test (by the keys in trust.json beside the log: compare them with the printed ones)",
];

test("a published log is checked in a folder", async () => {
  expect(await told(folder)).toEqual(WHOLE);
});

test("and at an address", async () => {
  const server = createServer((request, response) => {
    readFile(join(folder, request.url ?? "")).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const found = await told(`http://127.0.0.1:${port}`);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(found).toEqual(WHOLE);
  expect((await told(`http://127.0.0.1:${port}`))[0]).toBe("unchecked");
});

test("what is wrong with it is named", async () => {
  const look = () => told(folder);
  const altered = await withChanged("tile/entries/000", (text) => text.replace("y 7", "y 8"), look);
  const unsigned = await withChanged(
    "checkpoint",
    (text) => text.replace(/\n[^\n]+\n$/, "\n"),
    look,
  );
  const noTrust = await withChanged("trust.json", () => "{}", look);
  const nothing = await withChanged("checkpoint", () => "hello", look);
  expect(altered).toContain("tile/entries/000 does not agree with the rest of the log");
  expect(altered[0]).toBe("broken");
  expect(unsigned.join()).toContain("Too few witnesses have signed");
  expect(noTrust[0]).toBe("whole");
  expect(noTrust.join()).toContain("the signatures were not checked");
  expect(nothing[0]).toBe("unchecked");
});

test("a data folder without a database is left as it is", async () => {
  const found = await checkDataFolder(folder, true);
  expect(found.verdict).toBe("unchecked");
  expect(found.lines[0]?.en).toContain("There is no database");
});
