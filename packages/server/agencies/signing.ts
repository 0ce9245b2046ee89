import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** What an agency gave the platform to sign its queries with. */
export interface AgencyCredentials {
  readonly appKey: string;
  readonly appSecret: string;
}

/** Agencies refuse signatures that are older, or further ahead, than this. */
export const SIGNATURE_LIFE_MS = 5 * 60 * 1000;

export interface SignedRequest {
  readonly path: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}

/**
 * HMAC-SHA-256, in hex, over method, path, timestamp and the body's SHA-256, one to a line: a
 * query can be neither altered nor repeated later.
 */
export function signatureOf(appSecret: string, { path, body, timestamp }: SignedRequest): string {
  const digest = createHash("sha256").update(body).digest("hex");
  const message = ["POST", path, String(timestamp), digest].join("\n");
  return createHmac("sha256", appSecret).update(message).digest("hex");
}

export function isSignedBy(
  appSecret: string,
  request: SignedRequest,
  signature: string,
  now: number,
): boolean {
  if (!(Math.abs(now - request.timestamp) <= SIGNATURE_LIFE_MS)) return false;
  const expected = Buffer.from(signatureOf(appSecret, request));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
