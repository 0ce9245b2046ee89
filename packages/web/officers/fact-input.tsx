import type { JSX } from "preact";
import { assertNever } from "@yangguang/core/domain/result.ts";
import type { Failure } from "@yangguang/core/domain/result.ts";
import type { PageContext } from "../page.ts";
import { say } from "../page.ts";
import { fields } from "../routes.ts";
import { t } from "../text/translate.ts";
import type { SelectOption } from "../ui/field/index.tsx";
import { CheckField, SelectField, TextField } from "../ui/field/index.tsx";
import type { CaseFactView, CaseView } from "./views.ts";

/**
 * The confirmed value of one fact, in the control that fits its type. Left empty, the fact stays
 * as it is; ticking “none” confirms that there is no such thing.
 */
export function FactInput(props: {
  readonly page: PageContext;
  readonly fact: CaseFactView;
  readonly zones: CaseView["zones"];
  readonly failures: readonly Failure[];
}): JSX.Element {
  const { page, fact, failures } = props;
  return (
    <>
      <ValueControl {...props} />
      <CheckField
        page={page}
        name={fields.none(fact.id)}
        label={t(page, "case.none")}
        failures={failures}
        checked={fact.none}
      />
    </>
  );
}

function ValueControl(props: {
  readonly page: PageContext;
  readonly fact: CaseFactView;
  readonly zones: CaseView["zones"];
  readonly failures: readonly Failure[];
}): JSX.Element {
  const { page, fact, failures } = props;
  const { type } = fact;
  const shared = {
    page,
    failures,
    name: fields.confirmed(fact.id),
    label: t(page, "case.confirmedValue", { fact: say(page, fact.label) }),
    labelHidden: true,
    value: fact.confirmed,
  };
  const leave: SelectOption = { value: "", label: t(page, "case.leave") };
  switch (type.kind) {
    case "boolean":
      return (
        <SelectField
          {...shared}
          options={[
            leave,
            { value: "true", label: t(page, "yes") },
            { value: "false", label: t(page, "no") },
          ]}
        />
      );
    case "enum":
      return (
        <SelectField
          {...shared}
          options={[
            leave,
            ...Object.entries(type.values).map(([value, words]) => ({
              value,
              label: say(page, words),
            })),
          ]}
        />
      );
    case "zone":
      return (
        <SelectField
          {...shared}
          options={[
            leave,
            ...props.zones.map(({ id, name }) => ({ value: id, label: say(page, name) })),
          ]}
        />
      );
    case "date":
      return <TextField {...shared} kind="date" />;
    case "integer":
      return <TextField {...shared} kind="digits" />;
    default:
      return assertNever(type);
  }
}
