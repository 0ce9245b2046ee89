import type { FactSource, Facts } from "@yangguang/core/domain/facts.ts";
import { factDefinition, isFactId } from "@yangguang/core/domain/facts.ts";
import type { Failure } from "@yangguang/core/domain/result.ts";
import { err, ok } from "@yangguang/core/domain/result.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import type {
  AgencyClient,
  AgencyFailure,
  FamilyChild,
  HouseholdClient,
  KinRelation,
} from "../agencies/agency.ts";
import { AGENCY_SOURCES } from "../agencies/agency.ts";
import type { Agencies } from "../services/agencies.ts";
import type { PersonDetails } from "../services/people.ts";

export interface TownFamily {
  readonly guardians: readonly PersonDetails[];
  readonly children: readonly PersonDetails[];
  readonly facts: Facts;
}

/** A handful of invented families and the agencies that know them, without servers. */
export interface Town {
  readonly agencies: Agencies;
  /** How often each agency was asked. */
  readonly asked: Map<FactSource, number>;
  /** Agencies that do not answer now. */
  readonly silent: Set<FactSource>;
  /** What an agency remarks beside its answer. */
  readonly remarks: Map<FactSource, readonly Failure[]>;
}

export function makeTown(families: readonly TownFamily[]): Town {
  const asked = new Map<FactSource, number>();
  const silent = new Set<FactSource>();
  const remarks = new Map<FactSource, readonly Failure[]>();
  const asOf = new Date("2024-05-31T00:00:00Z");

  const client = (source: AgencyClient["source"]): AgencyClient => ({
    source,
    fetchFacts: async ({ child }) => {
      asked.set(source, (asked.get(source) ?? 0) + 1);
      if (silent.has(source)) return err(OUT_OF_ORDER);
      const family = families.find(({ children }) =>
        children.some(({ document }) => document.number === child.document.number),
      );
      const facts = factsOf(family?.facts ?? {}, source);
      return ok({ facts, asOf, remarks: remarks.get(source) ?? [] });
    },
  });
  const household: HouseholdClient = {
    ...client("household"),
    source: "household",
    fetchFamily: async ({ document, name }) => {
      if (silent.has("household")) return err(OUT_OF_ORDER);
      const own = families.filter(({ guardians }) =>
        guardians.some((guardian) => sameDocument(guardian.document, document)),
      );
      const guardians = own.flatMap((family) => family.guardians);
      const asker = guardians.find((guardian) => sameDocument(guardian.document, document));
      if (asker !== undefined && asker.name !== name) return err(NAME_DIFFERS);
      return ok({ children: own.flatMap((family) => wardsOf(family, document.number)), asOf });
    },
  };
  const clients = new Map<FactSource, AgencyClient>(
    AGENCY_SOURCES.map((source) => [source, source === "household" ? household : client(source)]),
  );
  return { agencies: { household, clients }, asked, silent, remarks };
}

const sameDocument = (one: PersonDetails["document"], two: PersonDetails["document"]): boolean =>
  one.kind === two.kind && one.number === two.number;

const factsOf = (facts: Facts, source: FactSource): Facts =>
  Object.fromEntries(
    Object.entries(facts).filter(([id]) => isFactId(id) && factDefinition(id).source === source),
  );

const RELATIONS: readonly KinRelation[] = ["mother", "father"];
const OTHER: KinRelation = "other-guardian";

function wardsOf({ guardians, children }: TownFamily, asker: string): readonly FamilyChild[] {
  const relatives = guardians.map(({ document, name }, index) => ({
    document,
    name,
    relation: RELATIONS[index] ?? OTHER,
    custody: true,
  }));
  const own = relatives.findIndex(({ document }) => document.number === asker);
  return children.map(({ document, name, birthDate }) => ({
    document,
    name,
    birthDate: birthDate ?? ("2018-03-15" as PlainDate),
    relation: relatives[own]?.relation ?? OTHER,
    guardians: relatives,
    grandparents: [],
  }));
}

const OUT_OF_ORDER: AgencyFailure = {
  kind: "unavailable",
  message: text("部门系统繁忙。", "The agency is busy."),
  retryable: true,
};

const NAME_DIFFERS: AgencyFailure = {
  kind: "refused",
  message: text("姓名不符。", "The name differs."),
  retryable: false,
};
