import type { Result } from "@yangguang/core/domain/result.ts";
import { err, ok } from "@yangguang/core/domain/result.ts";
import type { AgencyAnswer, AgencyFailure } from "../agency.ts";
import { malformed, refused, unavailable } from "../ask.ts";
import { draftAnswer, readCivilTime, readCode, readShape, swapped } from "../reading.ts";
import { STATUS_CODES, STATUS_REPLY } from "./wire.ts";

const STATUS_OF = swapped(STATUS_CODES);
const PRECEDENCE = [...STATUS_OF.values()];

export function parseStatus(reply: unknown): Result<AgencyAnswer, AgencyFailure> {
  const shape = readShape(STATUS_REPLY, reply);
  if (!shape.ok) return shape;
  const { jg, cxsj, dx } = shape.value.resp;
  if (jg === "P") return err(unavailable("in-progress"));
  if (jg === "E") return err(refused("无权查询 / not permitted"));
  const asOf = readCivilTime(cxsj);
  if (asOf === null) return err(malformed("cxsj", false));
  if (jg !== "Y" && jg !== "N") return err(malformed("jg", false));
  if ((jg === "Y") !== dx.length > 0) return err(malformed("dx", false));
  const draft = draftAnswer();
  const found = new Set(dx.map(({ lb }) => readCode(draft, STATUS_OF, lb, "special.status")));
  const first = PRECEDENCE.find((status) => found.has(status));
  if (first !== undefined) draft.facts["special.status"] = first;
  else if (dx.length === 0) draft.facts["special.status"] = "none";
  return ok(draft.done(asOf));
}
