import type { ComponentChildren, JSX } from "preact";
import type { Failure } from "@yangguang/core/domain/result.ts";
import { assertNever } from "@yangguang/core/domain/result.ts";
import type { PageContext } from "../../page.ts";
import { say } from "../../page.ts";
import { t } from "../../text/translate.ts";
import { fieldId } from "./field-id.ts";

export interface Labelled {
  readonly page: PageContext;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly failures: readonly Failure[];
  readonly optional?: boolean;
  /** For dense tables whose column heading already says it: read out, not shown. */
  readonly labelHidden?: boolean;
}

interface ControlAttributes {
  readonly id: string;
  readonly name: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": "true" | undefined;
}

const failuresOf = (name: string, failures: readonly Failure[]): readonly Failure[] =>
  failures.filter((failure) => failure.place === name);

function attributesOf({ name, hint, failures }: Labelled): ControlAttributes {
  const id = fieldId(name);
  const wrong = failuresOf(name, failures).length > 0;
  const described = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(wrong ? [`${id}-error`] : []),
  ].join(" ");
  return {
    id,
    name,
    "aria-describedby": described === "" ? undefined : described,
    "aria-invalid": wrong ? "true" : undefined,
  };
}

/**
 * A labelled control with its hint and its errors.
 *
 * Accessibility: the label is tied to the control; hint and errors are read with it; an error is
 * marked by words and a mark, not by colour alone; what was entered stays.
 */
function Labelled(props: Labelled & { readonly control: ComponentChildren }): JSX.Element {
  const { page, name, label, hint } = props;
  const id = fieldId(name);
  const wrong = failuresOf(name, props.failures);
  return (
    <div class={wrong.length > 0 ? "field wrong" : "field"}>
      <label for={id} class={props.labelHidden === true ? "unseen" : undefined}>
        {label}
        {props.optional === true && <span class="optional">{t(page, "field.optional")}</span>}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldErrors page={page} id={id} failures={wrong} />
      {props.control}
    </div>
  );
}

function FieldErrors(props: {
  readonly page: PageContext;
  readonly id: string;
  readonly failures: readonly Failure[];
}): JSX.Element | null {
  if (props.failures.length === 0) return null;
  return (
    <p class="error" id={`${props.id}-error`}>
      {props.failures.map((failure) => say(props.page, failure.message)).join(" ")}
    </p>
  );
}

export type InputKind = "text" | "search" | "date" | "datetime-local" | "digits" | "code";

type TextFieldProps = Labelled & {
  readonly kind?: InputKind;
  readonly value: string;
  readonly autocomplete?: string;
  readonly maxLength?: number;
};

/** `digits` opens the number keys of a phone; `code` is text that no dictionary knows. */
export const TextField = (props: TextFieldProps): JSX.Element => (
  <Labelled {...props} control={inputOf(props)} />
);

function inputOf(props: TextFieldProps): JSX.Element {
  const shared = {
    ...attributesOf(props),
    value: props.value,
    autocomplete: props.autocomplete ?? "off",
    ...(props.maxLength === undefined ? {} : { maxLength: props.maxLength }),
  };
  const kind = props.kind ?? "text";
  switch (kind) {
    case "text":
      return <input {...shared} type="text" />;
    case "search":
      return <input {...shared} type="search" />;
    case "date":
    case "datetime-local":
      return <input {...shared} type={kind} />;
    case "digits":
      return <input {...shared} type="text" inputMode="numeric" spellcheck={false} />;
    case "code":
      return <input {...shared} type="text" spellcheck={false} />;
    default:
      return assertNever(kind);
  }
}

export function TextArea(
  props: Labelled & { readonly value: string; readonly rows?: number },
): JSX.Element {
  return (
    <Labelled
      {...props}
      control={
        <textarea {...attributesOf(props)} rows={props.rows ?? 3}>
          {props.value}
        </textarea>
      }
    />
  );
}

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

export function SelectField(
  props: Labelled & { readonly value: string; readonly options: readonly SelectOption[] },
): JSX.Element {
  return (
    <Labelled
      {...props}
      control={
        <select {...attributesOf(props)}>
          {props.options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === props.value}>
              {option.label}
            </option>
          ))}
        </select>
      }
    />
  );
}

/** A box to tick; `value` tells apart boxes of one name. */
export function CheckField(
  props: Labelled & { readonly checked: boolean; readonly value?: string },
): JSX.Element {
  const { page, name, label, hint, value } = props;
  const id = value === undefined ? fieldId(name) : fieldId(`${name}.${value}`);
  const wrong = failuresOf(name, props.failures);
  const own = attributesOf(props);
  // A box of a group has its hint only; the group's error belongs to the group.
  const groupHint = hint === undefined ? undefined : `${id}-hint`;
  return (
    <div class={wrong.length > 0 ? "field check wrong" : "field check"}>
      {value === undefined && <FieldErrors page={page} id={id} failures={wrong} />}
      <div class="tick">
        <input
          type="checkbox"
          id={id}
          name={name}
          value={value ?? "yes"}
          checked={props.checked}
          aria-describedby={value === undefined ? own["aria-describedby"] : groupHint}
          aria-invalid={own["aria-invalid"]}
        />
        <label for={id}>{label}</label>
      </div>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** Boxes that belong together, with one question and one error. */
export function CheckGroup(
  props: Labelled & {
    readonly options: readonly (SelectOption & { readonly hint?: string })[];
    readonly checked: readonly string[];
  },
): JSX.Element {
  const { page, name, label, hint } = props;
  const id = fieldId(name);
  const wrong = failuresOf(name, props.failures);
  return (
    <fieldset class={wrong.length > 0 ? "wrong" : undefined} id={id}>
      <legend>{label}</legend>
      {hint !== undefined && <p class="hint">{hint}</p>}
      <FieldErrors page={page} id={id} failures={wrong} />
      {props.options.map((option) => (
        <CheckField
          key={option.value}
          page={page}
          name={name}
          value={option.value}
          label={option.label}
          hint={option.hint}
          failures={[]}
          checked={props.checked.includes(option.value)}
        />
      ))}
    </fieldset>
  );
}
