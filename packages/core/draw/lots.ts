import { bytesOf, hashBytes, macUnder, pidBytes, toHex } from "./encoding.ts";

/** Who draws: a child by its pid, or siblings together by their group's id; 32 hex digits. */
export interface LotHolder {
  readonly pid: string;
  readonly group: string | null;
}

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
  const mac = macUnder(hashBytes(seed));
  const [runPart, drawPart] = [bytesOf(run), bytesOf(draw)];
  const lots: Record<string, string> = {};
  const holderOf = new Map<string, string>();
  for (const { pid, group } of holders) {
    const holder = group ?? pid;
    const lot = toHex(mac("xadm/v1/lot", runPart, drawPart, pidBytes(holder)));
    const other = holderOf.get(lot);
    if (other !== undefined && other !== holder)
      throw new Error("two equal lots: the draw is void");
    holderOf.set(lot, holder);
    lots[pid] = lot;
  }
  return lots;
}
