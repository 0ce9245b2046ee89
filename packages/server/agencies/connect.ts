import type { ZoneIndex } from "../zones/zone-index.ts";
import type { AgencyClient, AgencySource, HouseholdClient } from "./agency.ts";
import type { AgencyLink } from "./ask.ts";
import { makeHouseholdClient } from "./household/client.ts";
import { makeLeaseClient } from "./lease/client.ts";
import { makePropertyClient } from "./property/client.ts";
import type { Locate } from "./reading.ts";
import { locateIn } from "./reading.ts";
import { makeResidenceClient } from "./residence/client.ts";
import { makeSocialInsuranceClient } from "./social-insurance/client.ts";
import { makeSpecialStatusClient } from "./special-status/client.ts";

/**
 * Where the agencies are, with what each gave to sign with: `https://app-key:app-secret@host/path`.
 * An agency that is left out is not connected: officers check its facts by hand.
 */
export type AgencyUrls = Readonly<Partial<Record<AgencySource, string>>>;

export interface ConnectedAgencies {
  readonly household: HouseholdClient | null;
  readonly clients: ReadonlyMap<AgencySource, AgencyClient>;
}

/** @param zones Null while no zones are published: addresses are then left to a person. */
export function connectAgencies(
  urls: AgencyUrls,
  zones: ZoneIndex | null,
  clock: () => number = Date.now,
): ConnectedAgencies {
  const locate = locateIn(zones);
  const linked = <Client>(
    source: AgencySource,
    make: (link: AgencyLink, locate: Locate) => Client,
  ): Client | null => {
    const url = urls[source];
    return url === undefined ? null : make({ ...readUrl(url), clock }, locate);
  };
  const household = linked("household", makeHouseholdClient);
  const clients = [
    household,
    linked("property", makePropertyClient),
    linked("social-insurance", makeSocialInsuranceClient),
    linked("residence", makeResidenceClient),
    linked("lease", makeLeaseClient),
    linked("special-status", makeSpecialStatusClient),
  ].filter((client) => client !== null);
  return { household, clients: new Map(clients.map((client) => [client.source, client])) };
}

function readUrl(written: string): Omit<AgencyLink, "clock"> {
  const url = new URL(written);
  return {
    url: url.origin + url.pathname.replace(/\/$/, ""),
    appKey: decodeURIComponent(url.username),
    appSecret: decodeURIComponent(url.password),
  };
}
