import { bytesOf, hashBytes, macUnder, pidBytes, toHex } from "./encoding.ts";

/**
 * The children whose rows are checked on paper, by the seed and so by nobody's choice: the `size`
 * pids with the smallest values, smallest first. docs/specification.md, section 13.
 */
export function auditSample(
  seed: string,
  run: string,
  pids: readonly string[],
  size: number,
): readonly string[] {
  const mac = macUnder(hashBytes(seed));
  const runPart = bytesOf(run);
  return pids
    .map((pid) => ({ pid, value: toHex(mac("xadm/v1/audit", runPart, pidBytes(pid))) }))
    .toSorted((left, right) => (left.value < right.value ? -1 : 1))
    .slice(0, size)
    .map(({ pid }) => pid);
}
