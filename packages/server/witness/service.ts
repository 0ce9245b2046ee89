import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";
import { formatVkey, type NoteKey } from "@yangguang/core/log/note-key.ts";
import { witnessPage } from "./page.ts";
import { Witness } from "./witness.ts";
import { openWitnessFolder, type WitnessFolder } from "./witness-folder.ts";

export interface WitnessServiceSettings {
  readonly name: string;
  readonly folder: string;
  readonly logs: readonly NoteKey[];
  readonly host: string;
  /** 0 for a free one. */
  readonly port: number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

export interface RunningWitness {
  readonly url: string;
  /** Its key, to be set where the log is published. */
  readonly vkey: string;
  /** Answers what is under way, then lets go of the folder. */
  readonly stop: () => Promise<void>;
}

/** More than any request needs: 63 hashes and a note. */
const LONGEST_REQUEST_BYTES = 64 * 1024;

/** A witness with its own small web server; docs/operations.md says how it is run. */
export async function startWitness(
  settings: WitnessServiceSettings,
): Promise<Result<RunningWitness>> {
  const { name, logs, clock } = settings;
  const wrong = checkLogs(logs);
  if (!wrong.ok) return wrong;
  const folder = await openWitnessFolder(settings.folder, name);
  if (!folder.ok) return folder;
  const { secretKey, store, release } = folder.value;
  const witness = new Witness({ name, secretKey, logs, store, clock });
  const server = createServer((request, response) => {
    respond(witness, folder.value, request, response).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      if (response.headersSent) response.destroy();
      else send(response, 500, "text/plain; charset=utf-8", "内部错误 · internal error\n");
    });
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(settings.port, settings.host, resolve);
    });
  } catch (error) {
    release();
    return cannotListen(String(error));
  }
  const { port } = server.address() as AddressInfo;
  const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  return ok({
    url: `http://${host}:${port}`,
    vkey: formatVkey(witness.key),
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await closed;
      release();
    },
  });
}

/** Of two keys of one log's name, a checkpoint would not say which it means. */
function checkLogs(logs: readonly NoteKey[]): Result<void> {
  const names = new Set(logs.map(({ name }) => name));
  const all = logs.length > 0 && logs.every(({ type }) => type === "log");
  if (all && names.size === logs.length) return ok(undefined);
  return fail(
    "witness.logs",
    "请给出至少一个日志公钥（01 类），名称各不相同。",
    "Give at least one log's key (type 01), each of another name.",
  );
}

async function respond(
  witness: Witness,
  { evidence }: WitnessFolder,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method } = request;
  const [path] = (request.url ?? "").split("?");
  if (path === "/add-checkpoint") {
    if (method !== "POST") return send(response, 405, PLAIN, "POST\n");
    const body = await readBody(request);
    if (body === undefined) return send(response, 413, PLAIN, "太长 · too long\n");
    const answer = await witness.addCheckpoint(body);
    return send(response, answer.status, answer.type, answer.body);
  }
  if (path !== "/" || (method !== "GET" && method !== "HEAD")) {
    return send(response, 404, PLAIN, "没有这个页面 · no such page\n");
  }
  const view = { key: witness.key, logs: await witness.lastOfEach(), evidence: await evidence() };
  send(response, 200, "text/html; charset=utf-8", witnessPage(view));
}

const PLAIN = "text/plain; charset=utf-8";

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    "content-type": type,
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}

/** Undefined where it is too long. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LONGEST_REQUEST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const cannotListen = (why: string): Result<never> =>
  fail("witness.listen", `见证方无法监听端口：${why}`, `The witness cannot listen: ${why}`);
