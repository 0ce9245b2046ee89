import type { Failure } from "@yangguang/core/domain/result.ts";

export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 429 | 503;

/** Thrown by a route that cannot go on; the error handler makes the page. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: RefusalStatus;
  readonly failures: readonly Failure[];

  constructor(status: RefusalStatus, failures: readonly Failure[] = []) {
    super(failures[0]?.code ?? String(status));
    this.status = status;
    this.failures = failures;
  }
}

/** The status that goes with an expected failure of a service. */
export function refusalStatus(failure: Failure): RefusalStatus {
  switch (failure.code) {
    case "page.stale":
    case "action.wrong-status":
      return 409;
    case "application.unknown":
      return 404;
    case "action.wrong-actor":
      return 403;
    case "season.unknown":
      return 503;
    default:
      return 400;
  }
}

/** For pages that have no form to show the failure in. */
export const refuse = (failure: Failure): Refusal => new Refusal(refusalStatus(failure), [failure]);
