/** Levenshtein's distance: the fewest single characters to insert, remove or replace. */
function distance(left: string, right: string): number {
  const [from, to] = [Array.from(left), Array.from(right)];
  let above = Array.from({ length: to.length + 1 }, (_, place) => place);
  for (const [row, character] of from.entries()) {
    const current = [row + 1];
    for (const [column, other] of to.entries()) {
      const replaced = (above[column] ?? 0) + (character === other ? 0 : 1);
      const inserted = (current[column] ?? 0) + 1;
      const removed = (above[column + 1] ?? 0) + 1;
      current.push(Math.min(replaced, inserted, removed));
    }
    above = current;
  }
  return above.at(-1) ?? 0;
}

/** Far too long to be a slip of one of the candidates, and slow to compare. */
const LONGEST = 60;

/** The candidate nearest to what was written, if less than half of it would have to change. */
export function nearest(written: string, candidates: Iterable<string>): string | null {
  if (written.length > LONGEST) return null;
  let best: string | null = null;
  let fewest = Math.max(1, Math.ceil(Array.from(written).length / 2));
  for (const candidate of candidates) {
    const changes = distance(written, candidate);
    if (changes < fewest) [best, fewest] = [candidate, changes];
  }
  return best;
}
