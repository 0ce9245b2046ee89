import type { Text } from "@yangguang/core/domain/text.ts";
import type { ActionOffer, ApplicationHead, FormView, Paging, SeasonView } from "../views.ts";

export interface SchoolListView extends FormView {
  readonly season: SeasonView;
  readonly school: Text;
  readonly seats: number;
  readonly counts: {
    readonly offered: number;
    readonly accepted: number;
    readonly registered: number;
    readonly absent: number;
    readonly gone: number;
  };
  readonly filters: { readonly query: string; readonly status: SchoolStatus | "" };
  readonly children: readonly {
    readonly application: ApplicationHead;
    readonly name: string;
    readonly birthDate: string;
    readonly documentMasked: string;
    readonly step: Text;
    readonly actions: readonly ActionOffer<"register" | "mark-absent">[];
  }[];
  readonly paging: Paging;
}

/** Statuses that a school's list knows; `gone` is declined or lapsed. */
export type SchoolStatus = "offered" | "accepted" | "registered" | "absent" | "gone";
