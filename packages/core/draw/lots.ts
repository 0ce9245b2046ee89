import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { encode, fromHex, toHex } from "./encoding.ts";

/** Who draws: a child by its pid, or siblings together by their group's id; 32 hex digits. */
export interface LotHolder {
  readonly pid: string;
  readonly group: string | null;
}

/** Draw code of the one lot that holds at every school. */
export const ONE_FOR_ALL = "*";

/**
 * Lots of one draw ("*" or a school's id), by pid: 64 hex digits each, smaller wins. Two holders
 * who do not share a lot never get the same one; should SHA-256 ever give it, the draw aborts.
 */
export function drawOf(
  seed: string,
  run: string,
  draw: string,
  holders: readonly LotHolder[],
): Readonly<Record<string, string>> {
  // The key's own blocks are hashed once, not once a child.
  const keyed = hmac.create(sha256, fromHex(seed));
  const lots: Record<string, string> = {};
  const holderOf = new Map<string, string>();
  for (const { pid, group } of holders) {
    const holder = group ?? pid;
    const message = encode("xadm/v1/lot", run, draw, fromHex(holder));
    const lot = toHex(keyed.clone().update(message).digest());
    const other = holderOf.get(lot);
    if (other !== undefined && other !== holder) throw new Error("two equal lots: the draw is void");
    holderOf.set(lot, holder);
    lots[pid] = lot;
  }
  return lots;
}
