import type { Demand } from "../registry/overview.ts";
import { countDemand, countOffers, countReasons } from "../registry/overview.ts";
import type { StatusCount } from "../registry/seasons.ts";
import { countApplications } from "../registry/seasons.ts";
import type { Services } from "./context.ts";

export type { Demand, StatusCount };

/** Figures of a season for those who steer and watch it. */

/** Applications by status and category. */
export const applicationCounts = (
  { db }: Services,
  seasonId: string,
): Promise<readonly StatusCount[]> => countApplications(db, seasonId);

export type ReasonCount = Awaited<ReturnType<typeof countReasons>>[number];

/** Cases that wait for an officer, by the codes of their reasons. */
export const openReasons = ({ db }: Services, seasonId: string): Promise<readonly ReasonCount[]> =>
  countReasons(db, seasonId);

export type OfferCount = Awaited<ReturnType<typeof countOffers>>[number];

/** What became of the places offered, by school; empty before the announcement. */
export const offerCounts = ({ db }: Services, seasonId: string): Promise<readonly OfferCount[]> =>
  countOffers(db, seasonId);

export const seasonDemand = ({ db }: Services, seasonId: string): Promise<Demand> =>
  countDemand(db, seasonId);
