import type { Result } from "@yangguang/core/domain/result.ts";
import { err, ok } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { AgencyFailure, LookUp } from "./agency.ts";
import type { AgencyCredentials } from "./signing.ts";
import { signatureOf } from "./signing.ts";

/** Where one agency is, and what it gave the platform to sign with. */
export interface AgencyLink extends AgencyCredentials {
  /** Without a slash at the end; the agency's paths are added to it. */
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** A decade of one family's insurance is about 60 kB; nothing honest is longer than this. */
const MOST_BYTES = 512 * 1024;

/**
 * Sends one signed query and gives the reply as parsed JSON, of which nothing else is known yet.
 * Never throws: whatever the network or the server does comes back as a failure.
 */
export async function askAgency(
  link: AgencyLink,
  path: string,
  query: unknown,
  lookUp: LookUp,
  signal: AbortSignal,
): Promise<Result<unknown, AgencyFailure>> {
  let response: Response;
  let reply: Uint8Array | null;
  try {
    response = await fetch(link.url + path, {
      method: "POST",
      redirect: "error",
      signal,
      ...signedRequest(link, path, JSON.stringify(query), lookUp),
    });
    reply = await readBounded(response);
  } catch {
    return err(unavailable(signal.aborted ? "timed-out" : "unreachable"));
  }
  if (response.status >= 500 || response.status === 429) return err(unavailable("out-of-order"));
  if (!response.ok) return err(refused(`HTTP ${response.status}`));
  return reply === null ? err(malformed("too long", true)) : parseJson(reply);
}

function signedRequest(
  { url, appKey, appSecret, clock }: AgencyLink,
  path: string,
  body: string,
  lookUp: LookUp,
): { readonly body: string; readonly headers: Readonly<Record<string, string>> } {
  const timestamp = clock();
  const signed = { path: new URL(url + path).pathname, body, timestamp };
  return {
    body,
    headers: {
      "content-type": "application/json; charset=utf-8",
      accept: "application/json",
      "x-app-key": appKey,
      "x-timestamp": String(timestamp),
      "x-signature": signatureOf(appSecret, signed),
      "x-purpose": encodeURIComponent(lookUp.purpose),
      "x-consent-ref": encodeURIComponent(lookUp.consentRef),
      "x-correlation-id": encodeURIComponent(lookUp.correlationId),
    },
  };
}

/** The body, or null where it is longer than allowed; the rest is then not read. */
async function readBounded(response: Response): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(bytes: Uint8Array): Result<unknown, AgencyFailure> {
  try {
    return ok(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return err(malformed("not JSON in UTF-8", true));
  }
}

const UNAVAILABLE = {
  "timed-out": text(
    "部门系统未在规定时间内答复，稍后会自动重试。",
    "The agency did not answer in time; the query will be repeated.",
  ),
  unreachable: text(
    "暂时无法连接部门系统，稍后会自动重试。",
    "The agency cannot be reached; the query will be repeated.",
  ),
  "out-of-order": text(
    "部门系统出现故障或繁忙，稍后会自动重试。",
    "The agency's system is out of order or busy; the query will be repeated.",
  ),
  "in-progress": text(
    "部门仍在处理该人的信息，稍后会自动重试。",
    "The agency is still working on this person's records; the query will be repeated.",
  ),
} as const satisfies Readonly<Record<string, Text>>;

export const unavailable = (why: keyof typeof UNAVAILABLE): AgencyFailure => ({
  kind: "unavailable",
  message: UNAVAILABLE[why],
  retryable: true,
});

/** `detail` is for the log and never holds anything the agency sent of a person. */
export const malformed = (detail: string, retryable: boolean): AgencyFailure => ({
  kind: "malformed",
  message: text(
    `部门系统的答复格式有误（${detail}），将由工作人员核实。`,
    `The agency's answer was not as agreed (${detail}); an officer will check instead.`,
  ),
  retryable,
});

export const refused = (detail: string): AgencyFailure => ({
  kind: "refused",
  message: text(
    `部门系统拒绝了查询（${detail}），将由工作人员核实。`,
    `The agency refused the query (${detail}); an officer will check instead.`,
  ),
  retryable: false,
});

/** A query that names no guardian: there is nobody to ask about. */
export const noApplicant = refused("没有监护人信息 / no guardian named");
