import { actionFormExamples } from "./action-form/examples.tsx";
import { actionListExamples } from "./action-list/examples.tsx";
import { badgeExamples } from "./badge/examples.tsx";
import { buttonExamples } from "./button/examples.tsx";
import { choicesExamples } from "./choices/examples.tsx";
import { contributorBoardExamples } from "./contributor-board/examples.tsx";
import { dataTableExamples } from "./data-table/examples.tsx";
import { detailsExamples } from "./details/examples.tsx";
import { emptyExamples } from "./empty/examples.tsx";
import { errorSummaryExamples } from "./error-summary/examples.tsx";
import type { ComponentExamples } from "./examples.ts";
import { factsExamples } from "./facts/examples.tsx";
import { fieldExamples } from "./field/examples.tsx";
import { hashExamples } from "./hash/examples.tsx";
import { layoutExamples } from "./layout/examples.tsx";
import { noticeExamples } from "./notice/examples.tsx";
import { pagerExamples } from "./pager/examples.tsx";
import { pointsExamples } from "./points/examples.tsx";
import { qrExamples } from "./qr/examples.tsx";
import { reasonsExamples } from "./reasons/examples.tsx";
import { runStepsExamples } from "./run-steps/examples.tsx";
import { seasonPathExamples } from "./season-path/examples.tsx";
import { statExamples } from "./stat/examples.tsx";
import { stepsExamples } from "./steps/examples.tsx";
import { timelineExamples } from "./timeline/examples.tsx";
import { timetableExamples } from "./timetable/examples.tsx";
import { verdictsExamples } from "./verdicts/examples.tsx";
import { zoneMapExamples } from "./zone-map/examples.tsx";

/** Every component with its examples, as the components page shows them. */
export const components: readonly ComponentExamples[] = [
  layoutExamples,
  buttonExamples,
  actionFormExamples,
  actionListExamples,
  fieldExamples,
  errorSummaryExamples,
  noticeExamples,
  badgeExamples,
  seasonPathExamples,
  timetableExamples,
  stepsExamples,
  factsExamples,
  choicesExamples,
  reasonsExamples,
  pointsExamples,
  verdictsExamples,
  timelineExamples,
  runStepsExamples,
  contributorBoardExamples,
  dataTableExamples,
  pagerExamples,
  detailsExamples,
  statExamples,
  hashExamples,
  qrExamples,
  zoneMapExamples,
  emptyExamples,
];
