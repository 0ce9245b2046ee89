import type { VNode } from "preact";
import type { PageContext } from "../page.ts";

/** One way a component can look; the components page and the tests render them all. */
export interface Example {
  readonly name: string;
  readonly render: (page: PageContext) => VNode;
}

export interface ComponentExamples {
  readonly component: string;
  /** What it is for, in one sentence. */
  readonly purpose: string;
  readonly examples: readonly Example[];
}
