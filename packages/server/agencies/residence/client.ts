import type { AgencyClient } from "../agency.ts";
import type { AgencyLink } from "../ask.ts";
import { askAgency } from "../ask.ts";
import { DOCUMENT_CODES } from "../reading.ts";
import { parseResidents } from "./parse.ts";
import { RESIDENTS_PATH } from "./wire.ts";

export const makeResidenceClient = (link: AgencyLink): AgencyClient => ({
  source: "residence",
  fetchFacts: async (query, signal) => {
    const persons = query.guardians.map(({ name, document }) => ({
      xm: name,
      zjzl: DOCUMENT_CODES[document.kind],
      zjhm: document.number,
    }));
    const reply = await askAgency(link, RESIDENTS_PATH, { persons }, query, signal);
    return reply.ok ? parseResidents(reply.value, query) : reply;
  },
});
