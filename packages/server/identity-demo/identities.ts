import type { IdentityDocumentKind } from "@yangguang/core/domain/identity.ts";
import { parseIdentityDocument } from "@yangguang/core/domain/identity.ts";
import { parsePersonName } from "@yangguang/core/domain/names.ts";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Plan } from "@yangguang/core/policy/document.ts";
import type { DemoCity } from "../demo/city.ts";
import type { DemoPerson } from "../demo/registers.ts";

export type DemoRole = "guardian" | "clerk" | "bureau" | "school" | "supervisor" | "contributor";

/** Somebody who can sign in. */
export interface DemoIdentity {
  /** The claim `sub`, and what `login_hint` names. */
  readonly sub: string;
  readonly name: string;
  readonly role: DemoRole;
  /** Of a school's own user. */
  readonly school: string | null;
  /** Of a contributor to the draw: as whom. */
  readonly contributor: string | null;
  /** Of a guardian: as an identity platform that has checked it passes it on. */
  readonly document: {
    readonly kind: IdentityDocumentKind;
    readonly number: string;
  } | null;
}

/** An identity offered on the page, with what it is good for. */
export interface OfferedIdentity extends DemoIdentity {
  readonly shows: Text;
}

export interface Directory {
  readonly families: readonly OfferedIdentity[];
  readonly officers: readonly OfferedIdentity[];
  readonly schools: readonly OfferedIdentity[];
  bySub(sub: string): DemoIdentity | undefined;
  /**
   * Any guardian of the city by document and name. Failures: those of `parseIdentityDocument` and
   * `parsePersonName`, and `demo-identity.unknown`.
   */
  findGuardian(
    kind: IdentityDocumentKind | undefined,
    number: string,
    name: string,
  ): Result<DemoIdentity>;
}

const officer = (
  sub: string,
  role: DemoRole,
  name: string,
  zh: string,
  en: string,
): OfferedIdentity => ({
  sub,
  role,
  name,
  school: null,
  contributor: null,
  document: null,
  shows: text(zh, en),
});

/** Those who make the seed of the draw together with the platform, from their own devices. */
const contributor = (id: string, name: string, zh: string, en: string): OfferedIdentity => ({
  ...officer(`contributor-${id}`, "contributor", name, zh, en),
  contributor: id,
});

const OFFICERS: readonly OfferedIdentity[] = [
  officer("bureau", "bureau", "吕晓敏", "教育局招生办：经办", "Bureau officer"),
  officer("bureau-second", "bureau", "徐建华", "教育局招生办：复核", "Bureau, second officer"),
  officer(
    "clerk",
    "clerk",
    "胡春燕",
    "办事窗口：代家庭报名",
    "Counter clerk, applies for families",
  ),
  officer("supervisor", "supervisor", "程国栋", "监督员：全程查看", "Supervisor, sees everything"),
  contributor("discipline", "郑少华", "共同摇号：纪检监察", "Contributor: discipline inspectors"),
  contributor("media", "钱亦文", "共同摇号：媒体代表", "Contributor: the press"),
  contributor("notary", "方正平", "共同摇号：公证处", "Contributor: the notary"),
  contributor("parents", "卢小芳", "共同摇号：家长代表", "Contributor: parents"),
];

const SCHOOL_USERS = "应慧 楼静 卢海霞 池伟明 颜丽娟 施文斌 章晓燕 郑立新 罗雪梅 高志强".split(" ");

export function makeDirectory(city: DemoCity, plan: Plan): Directory {
  const guardians = guardiansOf(city);
  const families = city.families.map(({ guardian, shows }) => ({
    ...guardianIdentity(guardian),
    shows,
  }));
  const schools = plan.schools.map((school, index): OfferedIdentity => ({
    sub: `school-${school.id}`,
    role: "school",
    name: SCHOOL_USERS[index % SCHOOL_USERS.length] ?? "",
    school: school.id,
    contributor: null,
    document: null,
    shows: school.name,
  }));
  const bySub = new Map<string, DemoIdentity>(
    [...guardians.values(), ...OFFICERS, ...schools].map((identity) => [identity.sub, identity]),
  );
  return {
    families,
    officers: OFFICERS,
    schools,
    bySub: (sub) => bySub.get(sub),
    findGuardian: (kind, number, name) => {
      const document = parseIdentityDocument(kind, number);
      if (!document.ok) return document;
      const parsedName = parsePersonName(name);
      if (!parsedName.ok) return parsedName;
      const found = guardians.get(keyOf(document.value));
      return found?.name === parsedName.value ? ok(found) : err(UNKNOWN);
    },
  };
}

const keyOf = ({ kind, number }: { readonly kind: string; readonly number: string }): string =>
  `${kind}:${number}`;

function guardiansOf({ registers }: DemoCity): ReadonlyMap<string, DemoIdentity> {
  return new Map(
    registers.kin
      .filter(({ guardian }) => guardian)
      .map(({ relative }) => [keyOf(relative.document), guardianIdentity(relative)]),
  );
}

const guardianIdentity = (person: DemoPerson): DemoIdentity => ({
  sub: person.id,
  name: person.name,
  role: "guardian",
  school: null,
  contributor: null,
  document: { kind: person.document.kind, number: person.document.number },
});

const UNKNOWN: Failure = failure(
  "demo-identity.unknown",
  "演示城市中没有这位监护人，或姓名与证件号码不符，请核对后重试。",
  "The demo city has no such guardian, or name and number do not belong together. Please compare both.",
);
