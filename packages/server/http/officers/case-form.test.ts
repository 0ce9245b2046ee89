import type { FastifyRequest } from "fastify";
import { describe, expect, test } from "vitest";
import { FACT_IDS, factDefinition } from "@yangguang/core/domain/facts.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import { readForm } from "../forms.ts";
import { atField, readConfirmedFacts } from "./case-form.ts";

const read = (body: Readonly<Record<string, string>>) =>
  readConfirmedFacts(
    readForm({ body: { key: "a-form-key", ...body } } as unknown as FastifyRequest),
  );

const confirm = (fact: string, entered: string) =>
  read({ [`confirmed.${fact}`]: entered, [`basis.${fact}`]: "原件" });

describe("facts that an officer confirms", () => {
  test.each([
    ["child.birthDate", "2018年3月5日", "2018-03-05"],
    ["insurance.months", "４０", 40],
    ["residence.permitValid", "true", true],
    ["residence.permitValid", "false", false],
    ["child.hukouZone", "Z01", "Z01"],
    ["education.level", "college", "college"],
  ])("%s entered as %s", (fact, entered, value) => {
    expect(confirm(fact, entered)).toEqual({
      confirmed: [{ fact, value, note: "原件" }],
      failures: [],
    });
  });

  test.each([
    ["child.birthDate", "2018-02-29"],
    ["insurance.months", "-1"],
    ["insurance.months", "1.5"],
    ["insurance.months", "许多"],
    ["residence.permitValid", "maybe"],
  ])("%s is not taken as %s, and the failure stands at its field", (fact, entered) => {
    const { confirmed, failures } = confirm(fact, entered);
    expect(confirmed).toEqual([]);
    expect(failures.map(({ place }) => place)).toEqual([`confirmed.${fact}`]);
  });

  test("“none” is an answer of its own", () => {
    const { confirmed } = read({ "none.property.zone": "on", "basis.property.zone": "查册" });
    expect(confirmed).toEqual([{ fact: "property.zone", value: null, note: "查册" }]);
  });

  test("every fact can be confirmed as none, and none without its basis", () => {
    for (const fact of FACT_IDS) {
      const { confirmed, failures } = read({ [`none.${fact}`]: "on" });
      expect(confirmed).toEqual([]);
      expect(failures.map(({ place }) => place)).toEqual([`basis.${fact}`]);
      expect(failures[0]?.message.zh).toContain(factDefinition(fact).label.zh);
    }
  });

  test("empty fields and facts that do not exist confirm nothing", () => {
    const { confirmed, failures } = read({
      "confirmed.child.birthDate": "",
      "basis.child.birthDate": "写了依据但没有内容",
      "confirmed.child.shoeSize": "31",
      "confirmed.constructor": "x",
    });
    expect({ confirmed, failures }).toEqual({ confirmed: [], failures: [] });
  });

  test("a service's failure of a fact leads to its field; others stay where they are", () => {
    expect(atField(failure("a", "", "", "child.birthDate")).place).toBe(
      "confirmed.child.birthDate",
    );
    expect(atField(failure("b", "", "", "sure")).place).toBe("sure");
    expect(atField(failure("c", "", "")).place).toBeUndefined();
  });
});
