import { createServer } from "node:net";
import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";
import type { Choice } from "@yangguang/server/config.ts";

/** A port that nobody else can take until it is released for whoever is to listen on it. */
export interface ReservedPort {
  readonly port: number;
  readonly release: () => Promise<void>;
}

const MOST_TRIES = 100;
const HIGHEST_PORT = 65_535;

type Listening = ReservedPort | "taken" | Error;

function hold(host: string, port: number): Promise<Listening> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code === "EADDRINUSE" ? "taken" : error),
    );
    server.listen({ host, port, exclusive: true }, () =>
      resolve({
        port,
        release: () => new Promise((released) => server.close(() => released())),
      }),
    );
  });
}

/** Reserves the port that was chosen or, from a default, the first free one upwards. */
export async function reservePort(
  host: string,
  wanted: Choice<number>,
): Promise<Result<ReservedPort>> {
  const last = wanted.chosen ? wanted.value : Math.min(wanted.value + MOST_TRIES, HIGHEST_PORT);
  for (let port = wanted.value; port <= last; port += 1) {
    const held = await hold(host, port);
    if (held instanceof Error) {
      return fail(
        "start.listen",
        `无法在 ${host}:${port} 上监听：${held.message}。请检查 HOST 和 PORT。`,
        `Cannot listen on ${host}:${port}: ${held.message}. Check HOST and PORT.`,
      );
    }
    if (held !== "taken") return ok(held);
  }
  return fail(
    "start.port-taken",
    `${host} 的端口 ${wanted.value} 已被占用。请停止占用它的程序，或用 PORT 指定另一个端口。`,
    `Port ${wanted.value} of ${host} is taken. Stop the program that has it, or name another in PORT.`,
  );
}
