/*
 * Binary heaps in one flat array, for kernels that hold the best askers of many schools: pairs of
 * standing and applicant, the largest standing (the worst right) at the heap's base. Positions
 * count pairs: pair p stands at `heap[2 * p]` and `heap[2 * p + 1]`.
 */

/** Lets a pair sink from the top of the heap of `size` pairs at `base`, whose old top is lost. */
export function replaceWorst(
  heap: Int32Array,
  base: number,
  size: number,
  standing: number,
  applicant: number,
): void {
  sink(heap, base, size, 0, standing, applicant);
}

/** Makes a heap of the `size` pairs at `base`, which stand in any order (Floyd 1964). */
export function orderWorstFirst(heap: Int32Array, base: number, size: number): void {
  for (let hole = (size >> 1) - 1; hole >= 0; hole -= 1) {
    const at = 2 * (base + hole);
    sink(heap, base, size, hole, heap[at] ?? 0, heap[at + 1] ?? 0);
  }
}

function sink(
  heap: Int32Array,
  base: number,
  size: number,
  from: number,
  standing: number,
  applicant: number,
): void {
  let hole = from;
  for (let child = 2 * hole + 1; child < size; child = 2 * hole + 1) {
    const left = 2 * (base + child);
    let at = left;
    if (child + 1 < size && (heap[left + 2] ?? 0) > (heap[left] ?? 0)) {
      at = left + 2;
      child += 1;
    }
    const larger = heap[at] ?? 0;
    if (larger <= standing) break;
    heap[2 * (base + hole)] = larger;
    heap[2 * (base + hole) + 1] = heap[at + 1] ?? 0;
    hole = child;
  }
  heap[2 * (base + hole)] = standing;
  heap[2 * (base + hole) + 1] = applicant;
}
