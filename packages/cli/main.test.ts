import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const PROGRAM = fileURLToPath(new URL("bin/yangguang.mjs", import.meta.url));

const said = (...args: readonly string[]) =>
  new Promise<{ readonly failed: boolean; readonly out: string }>((resolve) =>
    execFile(process.execPath, [PROGRAM, ...args], (failed, out) =>
      resolve({ failed: failed !== null, out }),
    ),
  );

test("the help names all commands, each of which is loaded by its name", async () => {
  const [help, receipt] = await Promise.all([said("--help"), said("receipt", "--help")]);
  const names = [...help.out.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
  expect(names).toEqual(
    expect.arrayContaining(["start", "season", "children", "allocate", "witness", "fsck"]),
  );
  expect(receipt).toMatchObject({ failed: false, out: expect.stringContaining("receipt") });
});
