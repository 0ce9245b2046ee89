/*
 * Binary heaps in one flat array, for kernels that hold the best askers of many schools. A heap is
 * a row of pairs, standing and who has it, from `base` up to, not at, `end`; at `base` is the pair
 * with the largest standing, that is, the worst right. Standings are 0 or more.
 */

/** Puts a pair into the heap in place of the worst. */
export function replaceWorst(
  heap: Int32Array,
  base: number,
  end: number,
  standing: number,
  who: number,
): void {
  sink(heap, base, end, base, standing, who);
}

/** Makes a heap of pairs that stand in any order (Floyd 1964). */
export function orderWorstFirst(heap: Int32Array, base: number, end: number): void {
  for (let hole = base + 2 * ((end - base) >> 2) - 2; hole >= base; hole -= 2) {
    sink(heap, base, end, hole, heap[hole] ?? 0, heap[hole + 1] ?? 0);
  }
}

/** Lets larger pairs rise into the hole until the pair fits. */
function sink(
  heap: Int32Array,
  base: number,
  end: number,
  from: number,
  standing: number,
  who: number,
): void {
  let hole = from;
  for (let child = 2 * hole - base + 2; child < end; child = 2 * hole - base + 2) {
    if (child + 2 < end) {
      // Steps to the right child if that is larger. No branch: which is larger cannot be guessed.
      child += (((heap[child] ?? 0) - (heap[child + 2] ?? 0)) >> 31) & 2;
    }
    const larger = heap[child] ?? 0;
    if (larger <= standing) break;
    heap[hole] = larger;
    heap[hole + 1] = heap[child + 1] ?? 0;
    hole = child;
  }
  heap[hole] = standing;
  heap[hole + 1] = who;
}
