import type { AgencyClient } from "../agency.ts";
import type { AgencyLink } from "../ask.ts";
import { askAgency } from "../ask.ts";
import { DOCUMENT_CODES } from "../reading.ts";
import { parseStatus } from "./parse.ts";
import { STATUS_PATH } from "./wire.ts";

export const makeSpecialStatusClient = (link: AgencyLink): AgencyClient => ({
  source: "special-status",
  fetchFacts: async (query, signal) => {
    const asked = {
      xs: { xm: query.child.name, zjhm: query.child.document.number },
      jhr: query.guardians.map(({ name, document }) => ({
        xm: name,
        zjlx: DOCUMENT_CODES[document.kind],
        zjhm: document.number,
      })),
    };
    const reply = await askAgency(link, STATUS_PATH, asked, query, signal);
    return reply.ok ? parseStatus(reply.value) : reply;
  },
});
