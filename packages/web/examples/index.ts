import { applyingExamples } from "./applying.tsx";
import { ceremonyExamples } from "./ceremony.tsx";
import { contributorExamples } from "./contributors.tsx";
import { familyExamples } from "./families.tsx";
import { officerExamples } from "./officers.tsx";
import { otherExamples } from "./others.tsx";
import type { PageExample } from "./page-example.ts";
import { publicExamples } from "./public.tsx";
import { resultExamples } from "./results.tsx";
import { seasonStepExamples } from "./season-steps.tsx";

/** Every page in every state worth looking at. */
export const pageExamples: readonly PageExample[] = [
  ...publicExamples,
  ...familyExamples,
  ...applyingExamples,
  ...resultExamples,
  ...officerExamples,
  ...seasonStepExamples,
  ...ceremonyExamples,
  ...contributorExamples,
  ...otherExamples,
];
