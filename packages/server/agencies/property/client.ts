import type { AgencyClient, AgencyPerson } from "../agency.ts";
import type { AgencyLink } from "../ask.ts";
import { askAgency } from "../ask.ts";
import type { Locate } from "../reading.ts";
import { DOCUMENT_CODES } from "../reading.ts";
import { parseTitles } from "./parse.ts";
import { TITLES_PATH } from "./wire.ts";

export const makePropertyClient = (link: AgencyLink, locate: Locate): AgencyClient => ({
  source: "property",
  fetchFacts: async (query, signal) => {
    const people = [query.child, ...query.guardians, ...query.grandparents];
    const reply = await askAgency(link, TITLES_PATH, { cxr: people.map(owner) }, query, signal);
    return reply.ok ? parseTitles(reply.value, query, locate) : reply;
  },
});

const owner = ({ name, document }: AgencyPerson) => ({
  qlrmc: name,
  zjzl: DOCUMENT_CODES[document.kind],
  zjh: document.number,
});
