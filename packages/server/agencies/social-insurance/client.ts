import { err } from "@yangguang/core/domain/result.ts";
import type { AgencyClient } from "../agency.ts";
import type { AgencyLink } from "../ask.ts";
import { askAgency, noApplicant } from "../ask.ts";
import { DOCUMENT_CODES } from "../reading.ts";
import { parsePayments } from "./parse.ts";
import { PAYMENTS_PATH } from "./wire.ts";

export const makeSocialInsuranceClient = (link: AgencyLink): AgencyClient => ({
  source: "social-insurance",
  fetchFacts: async (query, signal) => {
    const [applicant] = query.guardians;
    if (applicant === undefined) return err(noApplicant);
    const asked = {
      aac002: applicant.document.number,
      aac003: applicant.name,
      aac058: DOCUMENT_CODES[applicant.document.kind],
    };
    const reply = await askAgency(link, PAYMENTS_PATH, asked, query, signal);
    return reply.ok ? parsePayments(reply.value, applicant, query.countedTo) : reply;
  },
});
