/** Rows handled by one statement: few round trips, bounded memory. */
const BATCH = 2000;

export function* batches<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
}
