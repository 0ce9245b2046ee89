import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const PROGRAM = fileURLToPath(new URL("bin/yangguang.mjs", import.meta.url));

const said = (...args: readonly string[]) =>
  new Promise<{ readonly failed: boolean; readonly out: string; readonly err: string }>((resolve) =>
    execFile(process.execPath, [PROGRAM, ...args], (failed, out, err) =>
      resolve({ failed: failed !== null, out, err }),
    ),
  );

test("the help names all commands, also after a slip of the pen; each is loaded by its name", async () => {
  const [help, slip, receipt] = await Promise.all([
    said("--help"),
    said("alocate"),
    said("receipt", "--help"),
  ]);
  const names = [...help.out.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
  expect(names).toEqual(
    expect.arrayContaining(["start", "season", "children", "allocate", "witness", "fsck"]),
  );
  expect(slip).toMatchObject({ failed: true, err: expect.stringContaining("allocate") });
  expect(receipt).toMatchObject({ failed: false, out: expect.stringContaining("receipt") });
});
