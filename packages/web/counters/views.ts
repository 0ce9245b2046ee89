import type { FormView, SeasonView } from "../views.ts";

export interface CounterView extends FormView {
  readonly season: SeasonView | null;
  readonly guardianName: string;
  readonly guardianDocument: string;
  readonly statement: boolean;
}
