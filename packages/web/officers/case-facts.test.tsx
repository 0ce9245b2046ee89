import { expect, it } from "vitest";
import { text } from "@yangguang/core/domain/text.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import { head, season } from "../examples/data.ts";
import { fields } from "../routes.ts";
import { named } from "../testing/html.ts";
import { htmlOf, testPage } from "../testing/render.ts";
import { CaseFacts } from "./case-facts.tsx";
import type { CaseFactView, CaseView } from "./views.ts";

const fact = (id: string, rest: Partial<CaseFactView> = {}): CaseFactView => ({
  id,
  label: text(id, id),
  source: text("公安", "Public security"),
  type: { kind: "date" },
  state: "answered",
  value: text("值", "value"),
  asOf: null,
  remark: null,
  familyNote: "",
  confirmed: "",
  none: false,
  basis: "",
  ...rest,
});

const view = (rest: Partial<CaseView>): CaseView => ({
  season: season(),
  application: head("in-review"),
  child: { name: "应知远", birthDate: "2018-03-02", document: "1", guardian: "", phone: null },
  claimedBy: null,
  claimedByMe: false,
  why: [],
  decision: null,
  facts: [
    fact("plain"),
    fact("disputed", { familyNote: "<b>wrong</b>" }),
    fact("waiting", { state: "waiting" }),
  ],
  zones: [],
  choices: [],
  actions: [{ action: "approve", label: text("通过", "Approve"), allowed: true }],
  correctionReasons: [],
  rejectionRules: [],
  entered: { reasons: [], askText: "", rule: "", rejectText: "", reopenText: "" },
  history: [],
  failures: [],
  ...rest,
});

const render = (rest: Partial<CaseView> = {}): string =>
  htmlOf(<CaseFacts page={testPage()} view={view(rest)} />);

const folded = (html: string): boolean =>
  !("open" in (named(html, "details")[0]?.attributes ?? {}));

it("puts what is doubtful first, and folds away the rest", () => {
  const html = render();
  const [before, after] = html.split("<details");
  expect(before).toContain(fields.confirmed("disputed"));
  expect(before).toContain(fields.confirmed("waiting"));
  expect(before).not.toContain(fields.confirmed("plain"));
  expect(after).toContain(fields.confirmed("plain"));
  expect(folded(html)).toBe(true);
});

it("unfolds where something was entered or refused", () => {
  const refused = failure("x", "错", "Wrong", fields.basis("plain"));
  expect(folded(render({ failures: [refused] }))).toBe(false);
  expect(folded(render({ facts: [fact("plain", { confirmed: "2018-03-02" })] }))).toBe(false);
});

it("shows what the family wrote as text, whatever it is", () => {
  expect(render()).toContain("&lt;b>wrong&lt;/b>");
});

it("offers no fields where the facts cannot be settled now", () => {
  const why = text("已经审核通过。", "It is approved already.");
  const html = render({
    actions: [{ action: "approve", label: text("通过", "Approve"), allowed: false, why }],
  });
  expect(named(html, "input")).toEqual([]);
  expect(html).toContain(why.en);
});
