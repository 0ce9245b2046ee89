import { createHash, createPublicKey } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseNote } from "@yangguang/core/log/note.ts";
import { GrowingTree } from "@yangguang/core/log/tree.ts";
import { expect, test } from "vitest";
import { inTransaction } from "../registry/connect.ts";
import { entriesOfLeaves, giveLeaves } from "../registry/log-tree.ts";
import { startTestPlatform } from "../testing/platform.ts";
import { addEntries } from "../testing/public-log.ts";
import { logFolder } from "./log-folder.ts";
import { checkSmCheckpoint, signSmCheckpoint, SM3_TREE, sm2Key, sm2PublicPem } from "./sm.ts";
import { smCheckpoint } from "./sm-checkpoint.ts";

/** GB/T 32918.5: the curve, and the example of its annex A. */
const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const A = P - 3n;
const B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const G = {
  x: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  y: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};
const EXAMPLE = {
  secret: 0x3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8n,
  public: {
    x: 0x09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020n,
    y: 0xccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13n,
  },
  id: "1234567812345678",
  message: "message digest",
  r: 0xf5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3n,
  s: 0xb1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aan,
};

interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

const mod = (value: bigint): bigint => ((value % P) + P) % P;

function inverse(value: bigint): bigint {
  let [result, base] = [1n, mod(value)];
  for (let rest = P - 2n; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * base) % P;
    base = (base * base) % P;
  }
  return result;
}

function add(left: Point | undefined, right: Point | undefined): Point | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  if (left.x === right.x && mod(left.y + right.y) === 0n) return undefined;
  const slope =
    left.x === right.x
      ? mod((3n * left.x * left.x + A) * inverse(2n * left.y))
      : mod((right.y - left.y) * inverse(right.x - left.x));
  const x = mod(slope * slope - left.x - right.x);
  return { x, y: mod(slope * (left.x - x) - left.y) };
}

function times(factor: bigint, point: Point): Point | undefined {
  let sum: Point | undefined;
  let power: Point | undefined = point;
  for (let rest = factor; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) sum = add(sum, power);
    power = add(power, power);
  }
  return sum;
}

const bytes = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, "0"), "hex");
const number = (value: Uint8Array): bigint => BigInt(`0x${Buffer.from(value).toString("hex")}`);
const sm3 = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash("sm3")).digest();

/** GB/T 32918.2, section 7, from its text: nothing of OpenSSL but SM3. */
function sm2Holds(message: string, id: string, key: Point, { r, s }: { r: bigint; s: bigint }) {
  const bits = Buffer.of((id.length * 8) >> 8, (id.length * 8) & 255);
  const numbers = [A, B, G.x, G.y, key.x, key.y].map(bytes);
  const e = number(sm3(sm3(bits, id, ...numbers), message));
  const point = add(times(s, G), times((r + s) % N, key));
  return point !== undefined && (e + point.x) % N === r;
}

/** Of a signature in DER: two integers of up to 33 bytes. */
function readDer(der: Uint8Array): { r: bigint; s: bigint } {
  const rEnd = 4 + (der[3] ?? 0);
  return { r: number(der.subarray(4, rEnd)), s: number(der.subarray(rEnd + 2)) };
}

const CHECKPOINT = { origin: "log.test", size: 3, root: new Uint8Array(32).fill(9) };
const exampleKey = sm2Key(bytes(EXAMPLE.secret - 1n));

test("the standards' examples hold", () => {
  // GB/T 32905, annex A.
  expect(sm3("abc").toString("hex")).toBe(
    "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
  );
  expect(sm2Holds(EXAMPLE.message, EXAMPLE.id, EXAMPLE.public, EXAMPLE)).toBe(true);
  expect(sm2Holds("message digesT", EXAMPLE.id, EXAMPLE.public, EXAMPLE)).toBe(false);
  const spki = createPublicKey(exampleKey).export({ type: "spki", format: "der" });
  expect(number(spki.subarray(-64, -32))).toBe(EXAMPLE.public.x);
  expect(number(spki.subarray(-32))).toBe(EXAMPLE.public.y);
});

test("a checkpoint is signed with SM2 itself, the signer's identifier being empty", () => {
  const note = parseNote(signSmCheckpoint(CHECKPOINT, exampleKey));
  if (!note.ok) throw new Error(note.error.message.en);
  const { text, signatures } = note.value;
  const signature = readDer(signatures[0]?.signature ?? new Uint8Array());
  expect(sm2Holds(text, "", EXAMPLE.public, signature)).toBe(true);
  expect(sm2Holds(text, EXAMPLE.id, EXAMPLE.public, signature)).toBe(false);
});

test("a checkpoint is checked by the key that lies beside it", () => {
  const pem = sm2PublicPem(exampleKey);
  const note = signSmCheckpoint(CHECKPOINT, exampleKey);
  expect(checkSmCheckpoint(note, pem)).toEqual({ ok: true, value: CHECKPOINT });
  const wrong = { ok: false, error: { code: "log.sm-signature" } };
  expect(checkSmCheckpoint(note.replace("\n3\n", "\n4\n"), pem)).toMatchObject(wrong);
  const other = sm2PublicPem(sm2Key(new Uint8Array(48).fill(1)));
  expect(checkSmCheckpoint(note, other)).toMatchObject(wrong);
  expect(checkSmCheckpoint(note, "no key")).toMatchObject(wrong);
  expect(checkSmCheckpoint("no note", pem)).toMatchObject({ error: { code: "log.note" } });
});

test("it grows with the log, and starts anew after a restart", async () => {
  const platform = await startTestPlatform();
  const folder = await mkdtemp(join(tmpdir(), "yangguang-sm-"));
  const { db, keys } = platform.services;
  const show = () => smCheckpoint("log.test", sm2Key(keys.smLogKey()), logFolder(folder));
  const shown = async () => {
    const [note, pem] = await Promise.all(
      ["checkpoint-sm", "checkpoint-sm.pem"].map((name) => readFile(join(folder, name), "utf8")),
    );
    const checkpoint = checkSmCheckpoint(note ?? "", pem ?? "");
    if (!checkpoint.ok) throw new Error(checkpoint.error.message.en);
    return checkpoint.value;
  };
  await addEntries(platform.services, 0, 40);
  await inTransaction(db, (tx) => giveLeaves(tx, 100));
  const roots = [SM3_TREE.empty];
  const tree = new GrowingTree(SM3_TREE);
  for (const entry of await entriesOfLeaves(db, 0, 40)) {
    tree.append(SM3_TREE.leaf(Buffer.from(entry)));
    roots.push(tree.root());
  }
  let going = show();
  for (const size of [1, 17, 40, 20]) {
    await going(db, size);
    const { root, ...rest } = await shown();
    expect(rest).toEqual({ origin: "log.test", size });
    expect(Buffer.from(root)).toEqual(Buffer.from(roots[size] ?? []));
    if (size === 17) going = show();
  }
  await platform.stop();
  await rm(folder, { recursive: true });
});
