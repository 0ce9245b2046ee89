import { bytesOf, hashBytes, macUnder, pidBytes, tagHash, toHex } from "./encoding.ts";

/** Who draws: a child by its pid, or siblings together by their group's id; 32 hex digits. */
export interface LotHolder {
  readonly pid: string;
  readonly group: string | null;
}

/**
 * Who shares a lot among the children of a roll: a group of one, whose brothers and sisters are
 * not on it, draws by its pid. docs/specification.md, section 11.
 *
 * @throws where a group's id is a child's pid: that child would share the lot unasked.
 */
export function lotHolders(children: readonly LotHolder[]): readonly LotHolder[] {
  const sizes = new Map<string, number>();
  for (const { group } of children) {
    if (group !== null) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  }
  const taken = children.find(({ pid }) => sizes.has(pid));
  if (taken !== undefined) throw new Error(`the pid ${taken.pid} is also the id of a group`);
  return children.map(({ pid, group }) => ({
    pid,
    group: group !== null && (sizes.get(group) ?? 0) > 1 ? group : null,
  }));
}

/** The lines of holders.csv after the first: only children who share a lot, ascending by pid. */
export const holderLines = (holders: readonly LotHolder[]): readonly string[] =>
  holders.flatMap(({ pid, group }) => (group === null ? [] : [`${pid},${group}`])).toSorted();

/** `holders`: binds, before the dice, whose lots are shared; 64 hex digits. */
export const holdersHash = (lines: readonly string[]): string =>
  toHex(tagHash("xadm/v1/holders", lines.join("\n")));

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
