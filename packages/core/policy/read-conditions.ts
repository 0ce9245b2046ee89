import type { Failure } from "../domain/result.ts";
import type { Text } from "../domain/text.ts";
import type { Condition } from "./document.ts";
import type { Reader } from "./readers.ts";
import {
  anyScalar,
  label,
  listOf,
  optional,
  plainDate,
  record,
  termId,
  turn,
  wholeNumber,
  wordOrNumber,
  wrong,
} from "./readers.ts";
import type { Tree } from "./tree.ts";

/** The widest numbers that a condition may compare with; each fact's own range is checked later. */
const NUMBER = wholeNumber(-1_000_000, 1_000_000);

const labelled = { label: optional(label) } as const;

interface Labelled {
  readonly label?: Text;
}

interface Leaf extends Labelled {
  readonly term: string;
}

const leaf = { term: termId, ...labelled } as const;

const readTrue: Reader<true> = (tree, problems) => {
  if (tree.kind === "scalar" && tree.value === true) return true;
  problems.push(
    wrong(
      tree,
      "value",
      "这里只能写 true；要表示“没有”，请用 not。",
      "Only true is possible here; for “none on record” use not.",
    ),
  );
  return undefined;
};

/** Lazily, because conditions hold conditions. */
const inner: Reader<Condition> = (tree, problems) => readCondition(tree, problems);

/** One reader for each operator, by the key that stands for it in the file. */
const OPERATORS: Readonly<Record<string, Reader<Condition>>> = {
  all: turn(
    record<Labelled & { all: readonly Condition[] }>({ all: listOf(inner), ...labelled }),
    ({ all, ...rest }) => ({ kind: "all", of: all, ...rest }),
  ),
  any: turn(
    record<Labelled & { any: readonly Condition[] }>({ any: listOf(inner), ...labelled }),
    ({ any, ...rest }) => ({ kind: "any", of: any, ...rest }),
  ),
  not: turn(
    record<Labelled & { not: Condition }>({ not: inner, ...labelled }),
    ({ not, ...rest }) => ({ kind: "not", of: not, ...rest }),
  ),
  is: turn(
    record<Leaf & { is: string | number | boolean }>({ is: anyScalar, ...leaf }),
    ({ is, ...rest }) => ({ kind: "is", value: is, ...rest }),
  ),
  in: turn(
    record<Leaf & { in: readonly (string | number)[] }>({ in: listOf(wordOrNumber), ...leaf }),
    ({ in: values, ...rest }) => ({ kind: "in", values, ...rest }),
  ),
  atLeast: turn(
    record<Leaf & { atLeast: number }>({ atLeast: NUMBER, ...leaf }),
    ({ atLeast, ...rest }) => ({ kind: "at-least", value: atLeast, ...rest }),
  ),
  atMost: turn(
    record<Leaf & { atMost: number }>({ atMost: NUMBER, ...leaf }),
    ({ atMost, ...rest }) => ({ kind: "at-most", value: atMost, ...rest }),
  ),
  notAfter: turn(
    record<Leaf & { notAfter: DateOf<"not-after"> }>({ notAfter: plainDate, ...leaf }),
    ({ notAfter, ...rest }) => ({ kind: "not-after", date: notAfter, ...rest }),
  ),
  notBefore: turn(
    record<Leaf & { notBefore: DateOf<"not-before"> }>({ notBefore: plainDate, ...leaf }),
    ({ notBefore, ...rest }) => ({ kind: "not-before", date: notBefore, ...rest }),
  ),
  sameAs: turn(
    record<Leaf & { sameAs: string }>({ sameAs: termId, ...leaf }),
    ({ sameAs, ...rest }) => ({ kind: "same-as", other: sameAs, ...rest }),
  ),
  present: turn(
    record<Leaf & { present: true }>({ present: readTrue, ...leaf }),
    ({ term, label }) =>
      label === undefined ? { kind: "present", term } : { kind: "present", term, label },
  ),
};

type DateOf<Kind extends "not-after" | "not-before"> = Extract<Condition, { kind: Kind }>["date"];

export function readCondition(tree: Tree, problems: Failure[]): Condition | undefined {
  const reader = soleOperator(tree, OPERATORS, problems);
  return reader?.(tree, problems);
}

/** The reader of the one operator that the map names; none or several are a problem. */
export function soleOperator<Value>(
  tree: Tree,
  operators: Readonly<Record<string, Reader<Value>>>,
  problems: Failure[],
): Reader<Value> | undefined {
  const names = Object.keys(operators);
  const named = tree.kind === "map" ? names.filter((name) => tree.entries.has(name)) : [];
  const [name] = named;
  if (name !== undefined && named.length === 1) return operators[name];
  const all = names.join(", ");
  problems.push(
    wrong(
      tree,
      "operator",
      `这里应写且只写下列之一：${all}。`,
      `Exactly one of these is expected here: ${all}.`,
    ),
  );
  return undefined;
}
