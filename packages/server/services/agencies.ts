import type { AgencyClient, HouseholdClient } from "../agencies/agency.ts";
import type { FactSource } from "@yangguang/core/domain/facts.ts";

/** The agencies that answer for facts; a source without a client is one that is not connected. */
export interface Agencies {
  readonly household: HouseholdClient | null;
  readonly clients: ReadonlyMap<FactSource, AgencyClient>;
}

/** For a season that runs from a file: nobody is asked, the answers are already there. */
export const NO_AGENCIES: Agencies = { household: null, clients: new Map() };
