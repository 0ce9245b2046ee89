import type { Dispute } from "@yangguang/core/domain/application.ts";
import type { FactId } from "@yangguang/core/domain/facts.ts";
import { FACTS, SOURCE_LABELS } from "@yangguang/core/domain/facts.ts";
import type { Failure } from "@yangguang/core/domain/result.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import type { ApplyStartView, FactGroupView, FactView } from "@yangguang/web/families/views.ts";
import { fields } from "@yangguang/web/routes.ts";
import type { ChildFile } from "../../services/cases.ts";
import { factStanding } from "../common-views.ts";
import type { PostedForm } from "../forms.ts";

/** What a family has entered beside one fact. */
export interface EnteredFact {
  readonly wrong: boolean;
  readonly note: string;
}

export type EnteredFacts = ReadonlyMap<FactId, EnteredFact>;

const NOTHING: EnteredFact = { wrong: false, note: "" };

export const enteredFrom = (disputes: readonly Dispute[]): EnteredFacts =>
  new Map(disputes.map(({ fact, note }) => [fact, { wrong: true, note }]));

/** The facts that the policy asks agencies for; what it asks of the family is not looked up. */
const askedFacts = ({ asks }: Policy): readonly FactId[] =>
  asks.filter(({ source }) => source !== "family").flatMap((ask) => ask.facts);

/** What will be asked of whom. */
export const asksView = ({ asks }: Policy): ApplyStartView["asks"] =>
  asks
    .filter(({ source }) => source !== "family")
    .map(({ source, facts }) => ({
      source: SOURCE_LABELS[source],
      facts: facts.map((fact) => FACTS[fact].label),
    }));

/** What the agencies say, by agency, with what the family says of it. */
export function factGroups(
  policy: Policy,
  file: ChildFile,
  entered: EnteredFacts,
): readonly FactGroupView[] {
  return policy.asks.flatMap(({ source, facts }) => {
    const standings = facts.map((fact) => ({ fact, standing: factStanding(policy, file, fact) }));
    // The family need not confirm what it would only tell itself.
    const known = standings.some(({ standing }) => standing.value !== null);
    if (source === "family" && !known) return [];
    const times = standings.flatMap(({ standing: { asOf } }) => (asOf === null ? [] : [asOf]));
    const latest = times.toSorted((one, two) => two.getTime() - one.getTime())[0];
    return [
      {
        source: SOURCE_LABELS[source],
        asOf: latest?.toISOString() ?? null,
        facts: standings.map(({ fact, standing: { state, value, remark } }): FactView => {
          const { wrong, note } = entered.get(fact) ?? NOTHING;
          return { id: fact, label: FACTS[fact].label, state, value, remark, wrong, note };
        }),
      },
    ];
  });
}

/** Reads which facts the family says are wrong; each needs its own words. */
export function readDisputes(
  policy: Policy,
  form: PostedForm,
): {
  readonly entered: EnteredFacts;
  readonly disputes: readonly Dispute[];
  readonly failures: readonly Failure[];
} {
  const entered = new Map<FactId, EnteredFact>();
  for (const fact of askedFacts(policy)) {
    const wrong = form.ticked(fields.wrong(fact));
    const note = form.text(fields.note(fact));
    if (wrong || note !== "") entered.set(fact, { wrong, note });
  }
  const rows = [...entered];
  return {
    entered,
    disputes: rows.flatMap(([fact, { wrong, note }]) =>
      wrong && note !== "" ? [{ fact, note }] : [],
    ),
    failures: rows.flatMap(([fact, { wrong, note }]) => {
      if (wrong && note === "") return [noteMissing(fact)];
      return wrong ? [] : [tickMissing(fact)];
    }),
  };
}

const noteMissing = (fact: FactId): Failure =>
  failure(
    "facts.note-missing",
    `请写明“${FACTS[fact].label.zh}”哪里不对、应该是什么，工作人员据此核实。`,
    `Say what is wrong with “${FACTS[fact].label.en}” and what it should be; an officer will look into it.`,
    fields.note(fact),
  );

const tickMissing = (fact: FactId): Failure =>
  failure(
    "facts.tick-missing",
    `您为“${FACTS[fact].label.zh}”写了说明：确有错误请勾选，没有错误请清空说明。`,
    `You wrote a note about “${FACTS[fact].label.en}”: tick the box if it is wrong, or clear the note if it is not.`,
    fields.wrong(fact),
  );
