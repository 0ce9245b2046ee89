import type { Failure } from "../../domain/result.ts";
import { failure } from "../../domain/result.ts";
import type { Place } from "./place.ts";
import { at, written } from "./place.ts";
import type { Refuse } from "./shape.ts";
import { suggestion } from "./shape.ts";

/** Collects what is refused, each with its place written out. */
export class Refusals {
  readonly failures: Failure[] = [];

  readonly refuse: Refuse = (code, place, zh, en) => {
    this.failures.push(
      failure(`document.${code}`, zh, en, place === null ? undefined : written(place)),
    );
  };
}

/** The ids of schools, applicants, steps and the like, and what to say of one that is none of them. */
export class KnownIds {
  readonly #positions = new Map<string, number>();
  readonly #refuse: Refuse;
  readonly #kind: Kind;
  /** Ids that could not be read are missing here; then nobody can say that another is unknown. */
  readonly #whole: boolean;

  constructor(
    kind: Kind,
    items: readonly { readonly id: string }[],
    listPlace: Place,
    refusals: Refusals,
  ) {
    this.#kind = kind;
    this.#refuse = refusals.refuse;
    const list = written(listPlace);
    this.#whole =
      items.every(({ id }) => id !== "") && !refusals.failures.some(({ place }) => place === list);
    for (const [position, { id }] of items.entries()) {
      if (id === "") continue;
      if (this.#positions.has(id)) this.#refuseRepeated(id, at(at(listPlace, position), "id"));
      else this.#positions.set(id, position);
    }
  }

  /** Where in its list the item with this id stands. */
  position = (id: string): number | undefined => this.#positions.get(id);

  /** Refuses an id that nothing in the document has. */
  check(id: string, place: Place): void {
    if (id === "" || !this.#whole || this.#positions.has(id)) return;
    const { zh, en } = suggestion(id, this.#positions.keys());
    const { zh: zhKind, en: enKind } = KINDS[this.#kind];
    this.#refuse(
      `unknown-${this.#kind}`,
      place,
      `没有编号为“${id}”的${zhKind}。${zh}请改正编号，或把它补上。`,
      `There is no ${enKind} “${id}”.${en} Correct the id, or add it.`,
    );
  }

  checkAll(ids: readonly string[], place: Place): void {
    for (const [index, id] of ids.entries()) this.check(id, at(place, index));
  }

  checkKeys(record: Readonly<Record<string, unknown>> | undefined, place: Place): void {
    for (const id of Object.keys(record ?? {})) this.check(id, at(place, id));
  }

  #refuseRepeated(id: string, place: Place): void {
    const { zh, en } = KINDS[this.#kind];
    this.#refuse(
      "repeated-id",
      place,
      `编号“${id}”已被前面的${zh}使用，请改用其他编号。`,
      `An earlier ${en} has the id “${id}”; choose another.`,
    );
  }
}

const KINDS = {
  school: { zh: "学校", en: "school" },
  applicant: { zh: "申请人", en: "applicant" },
  step: { zh: "步骤", en: "step" },
  family: { zh: "家庭", en: "family" },
} as const;

type Kind = keyof typeof KINDS;

/** Refuses what a list names twice, at its second place. */
export function refuseRepeats(
  items: readonly (readonly [id: string, place: Place])[],
  refuse: Refuse,
): void {
  const seen = new Set<string>();
  for (const [id, place] of items) {
    if (id === "") continue;
    if (seen.has(id)) {
      refuse(
        "repeated",
        place,
        `“${id}”在这个列表中出现了两次，请只保留一次。`,
        `“${id}” stands in this list twice; keep one.`,
      );
    }
    seen.add(id);
  }
}

/** The ids of a plain list with their places. */
export const placed = (
  ids: readonly string[],
  place: Place,
): readonly (readonly [string, Place])[] => ids.map((id, index) => [id, at(place, index)]);
