import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logFolder } from "../public-log/log-folder.ts";
import { UNWATCHED } from "../services/context.ts";
import { platformOn, testPool } from "../testing/platform.ts";
import type { TestSite } from "../testing/site.ts";
import { startTestSite } from "../testing/site.ts";

let folder: string;
let site: TestSite;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yangguang-log-"));
  const files = logFolder(join(folder, "log"));
  await files.write("checkpoint", Buffer.from("a checkpoint"));
  await files.write("tile/0/000", new Uint8Array(256 * 32).fill(5));
  await files.write("../secret", Buffer.from("secret"));
  // No page of the log asks the database.
  const { services } = platformOn(testPool({}), testPool({}));
  const publicLog = { ...UNWATCHED, trustFile: "{}\n", files };
  site = await startTestSite({ ...services, publicLog });
});
afterAll(async () => {
  await site.stop();
  await rm(folder, { recursive: true, force: true });
});

const get = (url: string) => site.app.inject({ method: "GET", url });

test("the checkpoint is always asked for anew, tiles never, and both by any page", async () => {
  const checkpoint = await get("/log/checkpoint");
  expect(checkpoint.body).toBe("a checkpoint");
  expect(checkpoint.headers).toMatchObject({
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-cache",
    "access-control-allow-origin": "*",
  });
  const tile = await get("/log/tile/0/000.p/3");
  expect(tile.rawPayload).toEqual(Buffer.alloc(3 * 32, 5));
  expect(tile.headers).toMatchObject({
    "content-type": "application/octet-stream",
    "cache-control": "public, max-age=31536000, immutable",
    "cross-origin-resource-policy": "cross-origin",
  });
  expect((await get("/log/trust.json")).body).toBe("{}\n");
});

test.each([
  "/log/tile/0/001",
  "/log/tile/0/000.p/256",
  "/log/checkpoint-sm",
  "/log/secret",
  "/log/../secret",
  "/log/..%2fsecret",
  "/log/tile/..%2f..%2f..%2fsecret",
  "/log/",
  "/log/toString",
])("%s is not there", async (url) => {
  expect((await get(url)).statusCode).toBe(404);
});
