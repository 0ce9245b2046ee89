import { choosersOf } from "./choice.ts";
import type { Field } from "./field.ts";
import type { Request } from "./request.ts";

/**
 * The best stable outcome for the children, worked out in rounds: all who have no seat ask the next
 * school of their list at once, and each school chooses anew from everybody who ever asked it
 * (the cumulative offer process of Hatfield & Milgrom 2005, here with one contract for each child
 * and school). Slow and plain, and built unlike the engine. By pid the request that was met.
 *
 * A child refused once stays refused as long as a school never takes somebody whom it would refuse
 * among fewer askers; then no stable outcome gives any child more (the argument of Gale & Shapley
 * 1962: nobody is refused a school at which any stable outcome places it).
 */
export function acceptInRounds(field: Field): ReadonlyMap<string, Request> {
  const choosers = choosersOf(field);
  const asked = new Map<string, Request[]>();
  const held = new Map<string, Request>();
  const toAsk = new Map(
    [...field.requests].map(([pid, requests]) => [pid, requests.toReversed()] as const),
  );
  for (;;) {
    const touched = new Set<string>();
    for (const [pid, remaining] of toAsk) {
      const next = held.has(pid) ? undefined : remaining.pop();
      if (next === undefined) continue;
      const askers = asked.get(next.school) ?? [];
      asked.set(next.school, askers);
      askers.push(next);
      touched.add(next.school);
      held.set(pid, next);
    }
    if (touched.size === 0) return held;
    for (const school of touched) {
      const askers = asked.get(school) ?? [];
      const chosen = choosers.get(school)?.(askers);
      for (const request of askers) {
        if (held.get(request.pid) === request && chosen?.has(request) !== true) {
          held.delete(request.pid);
        }
      }
    }
  }
}
