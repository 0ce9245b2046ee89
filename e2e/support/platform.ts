import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

const COMMAND = fileURLToPath(new URL("../../packages/cli/bin/yangguang.mjs", import.meta.url));
const READY = "Ctrl-C stops everything";

export interface StartedPlatform {
  readonly url: string;
  /** Exit code of the command after Ctrl-C. */
  stop(): Promise<number | null>;
}

/**
 * The whole product as `npm start` starts it, with a small city, in a folder of its own.
 *
 * @param options of the command, such as `--alone`
 */
export async function startPlatform(...options: readonly string[]): Promise<StartedPlatform> {
  const folder = await mkdtemp(join(tmpdir(), "yangguang-e2e-"));
  const port = await freePort();
  const command = spawn(process.execPath, [COMMAND, "start", "--children", "100", ...options], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      YANGGUANG_DATA_DIR: join(folder, "data"),
      PORT: String(port),
      YANGGUANG_LOG_LEVEL: "silent",
    },
  });
  const ended = new Promise<number | null>((resolve) => command.once("exit", resolve));
  await new Promise<void>((resolve, reject) => {
    const said: string[] = [];
    const lines = createInterface({ input: command.stdout });
    lines.on("line", (line) => {
      said.push(line);
      if (line.includes(READY)) resolve();
    });
    command.once("exit", () => reject(new Error(`it did not start:\n${said.join("\n")}`)));
  });
  return {
    url: `http://localhost:${port}`,
    async stop() {
      command.kill("SIGINT");
      const code = await ended;
      await rm(folder, { recursive: true, force: true });
      return code;
    },
  };
}

/** Until the witnesses have cosigned all that the run has recorded; only then does it go on. */
export async function untilCosigned({ url }: StartedPlatform): Promise<void> {
  await expect
    .poll(
      async () => {
        const reply = await fetch(`${url}/run/ceremony.json`);
        const { entries } = (await reply.json()) as {
          readonly entries: readonly { readonly publishedAt: string | null }[];
        };
        return entries.filter(({ publishedAt }) => publishedAt === null).length;
      },
      { timeout: 60_000 },
    )
    .toBe(0);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
