import { describe, expect, test } from "vitest";
import { planLots } from "./lot-group.ts";

const twin = (lotGroup: string | null) => ({ childId: "twin", lotGroup });
const elder = (lotGroup: string | null) => ({ childId: "elder", lotGroup });

describe("siblings who share a lot", () => {
  test("a child alone has no group, and leaves the one it had", () => {
    expect(planLots(null, [twin(null)], [], "new")).toEqual({ group: null, join: [] });
    expect(planLots("g", [twin("g")], [], "new")).toEqual({ group: null, join: [] });
  });

  test("a sibling who applied alone before is brought into a new group", () => {
    expect(planLots(null, [twin(null)], ["twin"], "new")).toEqual({ group: "new", join: ["twin"] });
  });

  test("a sibling who has not applied yet will find the group when it does", () => {
    expect(planLots(null, [], ["twin"], "new")).toEqual({ group: "new", join: [] });
    expect(planLots(null, [twin("g")], ["twin"], "new")).toEqual({ group: "g", join: [] });
  });

  test("sending the same again changes nothing", () => {
    expect(planLots("g", [twin("g")], ["twin"], "new")).toEqual({ group: "g", join: [] });
  });

  test("a third child joins the group of two", () => {
    const plan = planLots(null, [twin("g"), elder("g")], ["twin", "elder"], "new");
    expect(plan).toEqual({ group: "g", join: [] });
  });

  test("two groups become one", () => {
    const plan = planLots("g", [twin("g"), elder("h")], ["twin", "elder"], "new");
    expect(plan).toEqual({ group: "g", join: ["elder"] });
  });

  test("a sibling who is not wanted keeps the old group for itself", () => {
    const plan = planLots("g", [twin("g"), elder("g")], ["twin"], "new");
    expect(plan).toEqual({ group: "new", join: ["twin"] });
  });
});
