import type { AgencyClient } from "../agency.ts";
import type { AgencyLink } from "../ask.ts";
import { askAgency } from "../ask.ts";
import type { Locate } from "../reading.ts";
import { DOCUMENT_CODES } from "../reading.ts";
import { parseLeases } from "./parse.ts";
import { LEASES_PATH } from "./wire.ts";

export const makeLeaseClient = (link: AgencyLink, locate: Locate): AgencyClient => ({
  source: "lease",
  fetchFacts: async (query, signal) => {
    const czrList = query.guardians.map(({ name, document }) => ({
      czrxm: name,
      czrzjlx: DOCUMENT_CODES[document.kind],
      czrzjh: document.number,
    }));
    const reply = await askAgency(link, LEASES_PATH, { czrList }, query, signal);
    return reply.ok ? parseLeases(reply.value, query, locate) : reply;
  },
});
