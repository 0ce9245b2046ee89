import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import type { FactSource } from "@yangguang/core/domain/facts.ts";
import type { IdentityDocument } from "@yangguang/core/domain/identity.ts";
import type { DocumentMaker } from "./documents.ts";
import type { Sex } from "./names.ts";
import type {
  DemoPerson,
  HukouEntry,
  InsuranceEntry,
  KinEntry,
  LeaseEntry,
  Registers,
  ResidenceEntry,
  SpecialEntry,
  TitleEntry,
} from "./registers.ts";

/** Registers while they are being filled. */
export interface CityBuilder {
  readonly documents: DocumentMaker;
  readonly registers: {
    readonly hukou: HukouEntry[];
    readonly kin: KinEntry[];
    readonly titles: TitleEntry[];
    readonly insurance: InsuranceEntry[];
    readonly residence: ResidenceEntry[];
    readonly leases: LeaseEntry[];
    readonly special: SpecialEntry[];
  };
  addPerson(
    id: string,
    name: string,
    sex: Sex,
    birthDate: PlainDate,
    document: IdentityDocument,
  ): DemoPerson;
  /** A number that no other certificate, permit or filing has: `浙(2016)永康市不动产权第0000123号`. */
  serial(): string;
  silence(source: FactSource, child: DemoPerson): void;
  readonly people: readonly DemoPerson[];
  finish(): Registers;
}

export function makeBuilder(documents: DocumentMaker): CityBuilder {
  const registers: CityBuilder["registers"] = {
    hukou: [],
    kin: [],
    titles: [],
    insurance: [],
    residence: [],
    leases: [],
    special: [],
  };
  const people: DemoPerson[] = [];
  const silent: Partial<Record<FactSource, string[]>> = {};
  let serials = 0;

  return {
    documents,
    registers,
    people,
    addPerson: (id, name, sex, birthDate, document) => {
      const person = { id, name, sex, birthDate, document };
      people.push(person);
      return person;
    },
    serial: () => {
      serials += 1;
      return String(serials).padStart(7, "0");
    },
    silence: (source, child) => {
      (silent[source] ??= []).push(child.document.number);
    },
    finish: () => ({ ...registers, silent }),
  };
}
