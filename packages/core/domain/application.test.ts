import { describe, expect, test } from "vitest";
import type { ApplicationAction, ApplicationForm } from "./application.ts";
import { foldActions, NEW_APPLICATION } from "./application.ts";

const form = (choices: readonly string[]): ApplicationForm => ({
  choices,
  consentsToRedistribution: true,
  lotGroup: null,
  disputes: [],
});
const settlement = { category: "A1", zone: "Z01", points: null, items: {} };
const apply: ApplicationAction = { action: "apply", form: form(["s1", "s2"]) };

describe("folding actions", () => {
  test("nothing happened yet", () => {
    expect(foldActions([])).toEqual(NEW_APPLICATION);
  });

  test("a whole season of one child", () => {
    const offer = { school: "s2", step: "a1", listRank: 2 };
    const state = foldActions([
      apply,
      { action: "settle", settlement },
      {
        action: "choose",
        choices: ["s2", "s1"],
        consentsToRedistribution: false,
        lotGroup: "twins",
      },
      { action: "enrol-on-roll" },
      { action: "offer", offer },
      { action: "accept" },
      { action: "register" },
    ]);
    expect(state).toMatchObject({ status: "registered", version: 7, formVersion: 2, offer });
    expect(state.form).toEqual({
      ...form(["s2", "s1"]),
      consentsToRedistribution: false,
      lotGroup: "twins",
    });
    expect(state.settlement).toEqual(settlement);
  });

  test("an amended form makes the findings about the old one void", () => {
    const state = foldActions([
      apply,
      { action: "refer", reasons: [] },
      { action: "reject", reason: { zh: "年龄", en: "age" }, note: "" },
      { action: "amend", form: form(["s3"]) },
    ]);
    expect(state).toMatchObject({ status: "submitted", rejection: null, settlement: null });
    expect(state.form?.choices).toEqual(["s3"]);
  });

  test("a machine's finding leaves the family's page current", () => {
    const before = foldActions([apply]);
    const after = foldActions([apply, { action: "settle", settlement }]);
    expect(after.formVersion).toBe(before.formVersion);
    expect(after.version).toBe(before.version + 1);
  });

  test("after withdrawing, the child can be applied for again", () => {
    const state = foldActions([apply, { action: "withdraw" }, apply]);
    expect(state).toMatchObject({ status: "submitted", formVersion: 3 });
  });
});
