import { parsePersonName } from "@yangguang/core/domain/names.ts";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import { fields } from "@yangguang/web/routes.ts";
import type { PostedForm } from "../forms.ts";

/** The two people who read the dice; the same one twice would check nothing. */
export function readReaders(
  form: PostedForm,
): Result<readonly [string, string], readonly Failure[]> {
  const parsed = [fields.reader, fields.secondReader].map((place) => {
    const name = parsePersonName(form.text(place));
    return name.ok ? name : err({ ...name.error, place });
  });
  const failures = parsed.flatMap((name) => (name.ok ? [] : [name.error]));
  if (failures.length > 0) return err(failures);
  const [first = "", second = ""] = parsed.flatMap((name) => (name.ok ? [name.value] : []));
  return first === second ? err([SAME_READER]) : ok([first, second]);
}

const SAME_READER = failure(
  "draw.same-reader",
  "两次读数须由两人分别进行，请填写两个不同的姓名。",
  "The two readings must be by two people. Enter two different names.",
  fields.secondReader,
);
