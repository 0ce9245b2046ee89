import type { HouseholdClient } from "../agency.ts";
import type { AgencyLink } from "../ask.ts";
import { askAgency } from "../ask.ts";
import type { Locate } from "../reading.ts";
import { DOCUMENT_CODES } from "../reading.ts";
import type { AgencyPerson } from "../agency.ts";
import { parseFamily, parseWards } from "./parse.ts";
import { FAMILY_PATH, WARDS_PATH } from "./wire.ts";

export function makeHouseholdClient(link: AgencyLink, locate: Locate): HouseholdClient {
  return {
    source: "household",
    fetchFacts: async (query, signal) => {
      const reply = await askAgency(link, FAMILY_PATH, personQuery(query.child), query, signal);
      return reply.ok ? parseFamily(reply.value, query, locate) : reply;
    },
    fetchFamily: async (guardian, lookUp, signal) => {
      const reply = await askAgency(link, WARDS_PATH, personQuery(guardian), lookUp, signal);
      return reply.ok ? parseWards(reply.value, guardian) : reply;
    },
  };
}

const personQuery = ({ name, document }: AgencyPerson) => ({
  xm: name,
  zjlx: DOCUMENT_CODES[document.kind],
  gmsfhm: document.number,
});
