import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAlive } from "@yangguang/server/database/data-directory.ts";

const PROGRAM = join(import.meta.dirname, "..", "bin", "yangguang.mjs");
const PATIENCE_MS = 240_000;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yangguang-start-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

interface Running {
  readonly pid: number;
  readonly output: () => string;
  /** The address printed, once everything runs. */
  readonly address: string;
  readonly kill: (signal: NodeJS.Signals) => boolean;
  readonly end: Promise<number | NodeJS.Signals | null>;
}

function launch(environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [PROGRAM, "start", "--children", "100"], {
    env: {
      PATH: process.env["PATH"],
      YANGGUANG_DATA_DIR: join(folder, "data"),
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
  const end = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once("close", (code, signal) => resolve(code ?? signal));
  });
  return { child, end, output: () => output };
}

async function start(environment: Readonly<Record<string, string>> = {}): Promise<Running> {
  const { child, end, output } = launch(environment);
  const address = await new Promise<string>((resolve, reject) => {
    const look = (): void => {
      const found = /Yangguang +(http:\S+)/.exec(output());
      if (output().includes("Ctrl-C") && found?.[1] !== undefined) resolve(found[1]);
    };
    child.stdout.on("data", look);
    void end.then((how) => reject(new Error(`ended with ${how}:\n${output()}`)));
  });
  return { pid: child.pid ?? 0, output, address, kill: (signal) => child.kill(signal), end };
}

/** Processes started by one process, and by those in turn. */
function descendantsOf(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  const direct = children
    .split(" ")
    .filter((word) => word !== "")
    .map(Number);
  return [...direct, ...direct.flatMap(descendantsOf)];
}

const commandOf = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, "utf8");

/** How many witnesses have signed what is published. */
async function cosignatures(address: string): Promise<number> {
  const response = await fetch(`${address}/log/checkpoint`);
  return (await response.text()).split("\n").filter((line) => line.startsWith("— ")).length - 1;
}

/** A signal at the parent's death takes a moment to arrive. */
const allGone = (pids: readonly number[]): Promise<void> =>
  expect.poll(() => pids.filter(isAlive), { timeout: 60_000 }).toEqual([]);

describe.runIf(process.platform === "linux")("yangguang start", () => {
  it(
    "runs the platform, stops when asked, and goes on where it was after being killed",
    async () => {
      const first = await start();
      const ready = await fetch(`${first.address}/readyz`);
      const home = await (await fetch(first.address)).text();
      const processes = descendantsOf(first.pid);
      const witnesses = processes.filter((pid) => commandOf(pid).includes("witness"));
      process.kill(witnesses[0] ?? 0, "SIGKILL");
      await expect.poll(() => cosignatures(first.address), { timeout: 60_000 }).toBeGreaterThan(1);
      first.kill("SIGINT");
      const code = await first.end;
      expect(ready.status).toBe(200);
      expect(home).toContain("阳光入学");
      expect(processes.length).toBeGreaterThanOrEqual(3);
      expect(witnesses).toHaveLength(3);
      expect(first.output()).toContain("the other witnesses cosign");
      expect(code).toBe(0);
      expect(first.output()).not.toContain("connection was lost");
      await allGone(processes);

      const second = await start();
      const orphans = descendantsOf(second.pid);
      second.kill("SIGKILL");
      await second.end;
      await allGone(orphans);

      const third = await start();
      const again = await fetch(`${third.address}/readyz`);
      third.kill("SIGTERM");
      expect(again.status).toBe(200);
      expect(await third.end).toBe(0);
    },
    PATIENCE_MS,
  );

  it(
    "stops loudly when a part of it is lost",
    async () => {
      const running = await start();
      const identity = descendantsOf(running.pid).find((pid) =>
        commandOf(pid).includes("identity-demo"),
      );
      process.kill(identity ?? 0, "SIGKILL");
      expect(await running.end).toBe(1);
      expect(running.output()).toContain("演示身份认证服务意外停止（SIGKILL）");
      expect(running.output()).toContain("the demo identity service: stopped unexpectedly");
    },
    PATIENCE_MS,
  );

  it("takes the next free port where none was chosen, and refuses where one was", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const refused = launch({ PORT: String(port) });
    const code = await refused.end;
    await new Promise((resolve) => server.close(resolve));
    expect(code).toBe(1);
    expect(refused.output()).toContain(`端口 ${port} 已被占用`);
    expect(refused.output()).toContain(`Port ${port} of 127.0.0.1 is taken`);
  });

  it("names every wrong setting and starts nothing", async () => {
    const refused = launch({ PORT: "no", YANGGUANG_LOG_LEVEL: "loud" });
    expect(await refused.end).toBe(1);
    expect(refused.output()).toContain("PORT：应为1 到 65535");
    expect(refused.output()).toContain("YANGGUANG_LOG_LEVEL: expected one of");
    expect(refused.output()).not.toContain("starting the database");
  });
});
