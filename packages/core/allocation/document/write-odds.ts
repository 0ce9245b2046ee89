import type { Odds } from "../what-if/odds.ts";
import { schoolMeant } from "./build-problem.ts";

/** Odds in the words of the document. */
export interface WrittenOdds extends Omit<Odds, "pid"> {
  readonly applicant: string;
}

/** Each school once, also one that ranks the applicant in some steps only. */
export function writeOdds({ pid, draws, seed, schools, unplaced }: Odds): WrittenOdds {
  const own = new Set(schools.map(({ school }) => school));
  return {
    applicant: pid,
    draws,
    seed,
    schools: schools.flatMap((share) => {
      const { id, refuses } = schoolMeant(share.school);
      return refuses && own.has(id) ? [] : [{ ...share, school: id }];
    }),
    unplaced,
  };
}
