import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import type { FactId, Facts, FactValue } from "@yangguang/core/domain/facts.ts";
import { FACT_IDS } from "@yangguang/core/domain/facts.ts";
import type { IdentityDocument } from "@yangguang/core/domain/identity.ts";
import { assertNever } from "@yangguang/core/domain/result.ts";
import { brandAs } from "@yangguang/core/domain/ids.ts";
import { decide } from "@yangguang/core/policy/decide.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import type { KinRelation } from "@yangguang/server/agencies/agency.ts";
import { dayAfter, dayBetween, yearsBefore } from "@yangguang/server/demo/calendar.ts";
import type { DocumentMaker } from "@yangguang/server/demo/documents.ts";
import { AREAS, makeDocumentMaker } from "@yangguang/server/demo/documents.ts";
import type { Origin, Sex } from "@yangguang/server/demo/names.ts";
import { namerFor } from "@yangguang/server/demo/names.ts";
import type { Random } from "@yangguang/server/demo/random.ts";
import { seededRandom } from "@yangguang/server/demo/random.ts";
import type { AllFacts, HouseholdKind } from "./households.ts";
import { drawKind, guardianBorn, householdFacts } from "./households.ts";
import type { Town } from "./town.ts";
import { drawChoices, drawZone, makeTown } from "./town.ts";

/** An invented child with all that a file of children says. */
export interface GeneratedChild {
  readonly name: string;
  readonly document: IdentityDocument;
  readonly guardian: {
    readonly name: string;
    readonly document: IdentityDocument;
    readonly relation: KinRelation;
    readonly phone: string;
  };
  readonly choices: readonly string[];
  readonly consentsToRedistribution: boolean;
  /** The twin's number, on both. */
  readonly lotSharedWith: string | null;
  /** Only those that the policy asks for; a few are left out, as if the source had not answered. */
  readonly facts: Facts;
}

interface Workshop {
  readonly policy: Policy;
  readonly town: Town;
  readonly random: Random;
  readonly documents: DocumentMaker;
  readonly asked: readonly FactId[];
  readonly born: { readonly from: PlainDate; readonly to: PlainDate };
}

/**
 * Invents children for any policy: kinds of families, zones by the seats that serve them, choices
 * skewed by popularity and distance. The same seed gives the same children on every machine. No
 * number is anybody's: its area code belongs to no county.
 */
export function* generateChildren(
  policy: Policy,
  count: number,
  seed: number,
): Generator<GeneratedChild> {
  const random = seededRandom(seed);
  const workshop: Workshop = {
    policy,
    town: makeTown(policy, random.fork("town")),
    random,
    documents: makeDocumentMaker(random.fork("documents")),
    asked: FACT_IDS.filter((id) => policy.asks.some((ask) => ask.facts.includes(id))),
    born: birthYear(policy),
  };
  let made = 0;
  while (made < count) {
    const twins = random.chance(1.2) && made + 2 <= count;
    yield* makeFamily(workshop, twins ? 2 : 1);
    made += twins ? 2 : 1;
  }
}

/** Six years old (twelve for junior high) on the last of August. */
function birthYear({ year, level }: Policy): Workshop["born"] {
  const august = brandAs<PlainDate>(`${year}-08-31`);
  const to = yearsBefore(august, level === "primary" ? 6 : 12);
  return { from: dayAfter(yearsBefore(to, 1)), to };
}

function* makeFamily(workshop: Workshop, children: 1 | 2): Generator<GeneratedChild> {
  const { policy, town, random, documents, born } = workshop;
  const kind = drawKind(random);
  const zone = drawZone(town, random);
  const tooYoung = random.chance(0.5);
  const birthDate = tooYoung
    ? dayBetween(random, dayAfter(born.to), dayAfter(born.to, 60))
    : dayBetween(random, born.from, born.to);
  const guardianBirthDate = guardianBorn(random, birthDate);
  const facts = householdFacts(kind, {
    random,
    reference: policy.referenceDate,
    birthDate,
    guardianBirthDate,
    zone,
    otherZone: drawZone(town, random),
  });
  const origin = drawOrigin(random, kind, facts);
  const namer = namerFor(random, origin);
  const person = (generation: "child" | "parent", sex: Sex, ownLine: boolean, born: PlainDate) => ({
    name: namer(generation, sex, ownLine),
    document: makeDocument(random, documents, origin, facts, born, sex),
  });
  const persons = Array.from({ length: children }, () =>
    person("child", random.weighted({ female: 48, male: 52 }), true, birthDate),
  );
  const relation = random.weighted({ mother: 58, father: 40, "other-guardian": 2 });
  const guardian = {
    ...person(
      "parent",
      relation === "mother" ? "female" : "male",
      relation === "father",
      guardianBirthDate,
    ),
    relation,
    // Operators keep these ten thousand numbers for services, not for subscribers.
    phone: `1380000${String(random.between(0, 9999)).padStart(4, "0")}`,
  };
  const known = knownFacts(workshop, facts);
  const choices = drawChoices(town, random, zone, decide(policy, pick(facts, workshop.asked)));
  const consentsToRedistribution = random.chance(92);
  for (const [place, child] of persons.entries()) {
    const twin = persons[1 - place];
    yield {
      ...child,
      guardian,
      choices,
      consentsToRedistribution,
      lotSharedWith: twin?.document.number ?? null,
      facts: known,
    };
  }
}

const pick = (facts: AllFacts, asked: readonly FactId[]): Facts =>
  Object.fromEntries(asked.map((id): [FactId, FactValue] => [id, facts[id]]));

/** One child in seventy has one source that gave no answer. */
function knownFacts({ asked, random }: Workshop, facts: AllFacts): Facts {
  const silent = random.chance(1.4) && asked.length > 0 ? random.pick(asked) : null;
  return pick(
    facts,
    asked.filter((id) => id !== silent),
  );
}

function drawOrigin(random: Random, kind: HouseholdKind, facts: AllFacts): Origin {
  if (kind === "abroad") return random.pick(["hong-kong", "taiwan", "foreign"]);
  return facts["child.hukouRegion"] === "elsewhere" && random.chance(2) ? "minority" : "chinese";
}

function makeDocument(
  random: Random,
  documents: DocumentMaker,
  origin: Origin,
  facts: AllFacts,
  birthDate: PlainDate,
  sex: Sex,
): IdentityDocument {
  switch (origin) {
    case "hong-kong":
      return random.chance(50)
        ? documents.permit("hk-macau-permit")
        : documents.hkMacauTaiwanResidence(birthDate, sex);
    case "taiwan":
      return documents.permit("taiwan-permit");
    case "foreign":
      return documents.permit("passport");
    case "minority":
      return documents.residentId(AREAS.xinjiang, birthDate, sex);
    case "chinese": {
      const area =
        facts["child.hukouRegion"] === "city" ? AREAS.city : random.pick(AREAS.elsewhere);
      return documents.residentId(area, birthDate, sex);
    }
    default:
      return assertNever(origin);
  }
}
