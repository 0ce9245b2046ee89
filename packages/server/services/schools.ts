import type { Result } from "@yangguang/core/domain/result.ts";
import { ok } from "@yangguang/core/domain/result.ts";
import type { ApplicationRow } from "../registry/applications.ts";
import { findApplication } from "../registry/applications.ts";
import { unknownApplication } from "./act.ts";
import type { Services } from "./context.ts";

/** An application whose place is at this school; any other does not exist for the school. */
export async function applicationAtSchool(
  { db }: Services,
  seasonId: string,
  school: string,
  applicationId: string,
): Promise<Result<ApplicationRow>> {
  const application = await findApplication(db, applicationId);
  return application?.season_id === seasonId && application.school === school
    ? ok(application)
    : unknownApplication();
}
