import type { Mechanism, Ring, TieRule } from "../../domain/allocation-problem.ts";
import type { Failure, Result } from "../../domain/result.ts";
import { err, ok } from "../../domain/result.ts";
import { Refusals } from "../document/report.ts";
import type { Shape } from "../document/shape.ts";
import { listOf, oneOf, optional, record, wholeNumber, words } from "../document/shape.ts";
import { ownEntry } from "../order.ts";
import type { Change, Variant } from "./variant.ts";

type Kind = Change["change"];
type ChangeOf<Of extends Kind> = Extract<Change, { change: Of }>;

const MOST_SEATS = 100_000_000;
const count = (min: number): Shape<number> =>
  wholeNumber(min, MOST_SEATS, {
    zh: `${min} 或更大的整数`,
    en: `a whole number of ${min} or more`,
  });
const seats = count(0);

const mechanism = oneOf<Mechanism>([
  "serial-dictatorship",
  "immediate-acceptance",
  "deferred-acceptance",
  "top-trading-cycles",
  "lots-only",
  "ring-draw",
]);

const limit: Shape<number | null> = {
  schema: { anyOf: [seats.schema, { type: "null" }] },
  fallback: null,
  read: (json, place, refuse) => (json === null ? null : seats.read(json, place, refuse)),
};

const CHANGES: { readonly [Of in Kind]: Shape<ChangeOf<Of>> } = {
  mechanism: record<ChangeOf<"mechanism">>({
    change: oneOf(["mechanism"]),
    step: words,
    mechanism,
    lotScope: optional(oneOf(["one", "per-school"])),
    ring: optional(record<Ring>({ start: count(1), step: count(1) })),
  }),
  "pool-order": record<ChangeOf<"pool-order">>({
    change: oneOf(["pool-order"]),
    step: words,
    school: optional(words),
    order: listOf(words),
  }),
  "pool-seats": record<ChangeOf<"pool-seats">>({
    change: oneOf(["pool-seats"]),
    step: words,
    school: optional(words),
    pool: words,
    seats,
  }),
  seats: record<ChangeOf<"seats">>({ change: oneOf(["seats"]), school: words, seats }),
  "seats-at-most": record<ChangeOf<"seats-at-most">>({
    change: oneOf(["seats-at-most"]),
    step: words,
    school: words,
    seats: limit,
  }),
  ties: record<ChangeOf<"ties">>({
    change: oneOf(["ties"]),
    step: words,
    ties: oneOf<TieRule>(["lot", "admit-all", "admit-none"]),
  }),
  steps: record<ChangeOf<"steps">>({ change: oneOf(["steps"]), order: listOf(words) }),
};

const anyKind = oneOf<Kind>([
  "mechanism",
  "pool-order",
  "pool-seats",
  "seats",
  "seats-at-most",
  "ties",
  "steps",
]);

const NO_CHANGE: Change = { change: "steps", order: [] };

/** A change of one of the kinds, told apart by the key `change`. */
const change: Shape<Change> = {
  schema: { anyOf: Object.values(CHANGES).map(({ schema }) => schema) },
  fallback: NO_CHANGE,
  read: (json, place, refuse) => {
    const named =
      typeof json === "object" && json !== null && "change" in json ? json.change : json;
    const kind = typeof named === "string" ? ownEntry<Shape<Change>>(CHANGES, named) : undefined;
    if (kind !== undefined) return kind.read(json, place, refuse);
    anyKind.read(named, place, refuse);
    return NO_CHANGE;
  },
};

interface VariantsFile {
  readonly $schema?: string;
  readonly variants: readonly Variant[];
}

const variantsFile = record<VariantsFile>({
  $schema: optional(words),
  variants: listOf(record<Variant>({ name: words, changes: listOf(change) }), 1),
});

/**
 * Reads the file of `yangguang allocate --what-if`, as `parseJson` gave it. All mistakes are told,
 * each with its place ("variants[0].changes[1].seats").
 */
export function readVariants(json: unknown): Result<readonly Variant[], readonly Failure[]> {
  const refusals = new Refusals();
  const { variants } = variantsFile.read(json, null, refusals.refuse);
  return refusals.failures.length > 0 ? err(refusals.failures) : ok(variants);
}
