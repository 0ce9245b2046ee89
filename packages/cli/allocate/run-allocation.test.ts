import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.doUnmock("@yangguang/core/allocation/allocate.ts");
  vi.resetModules();
});

test("an outcome that the checker finds wrong is not given out", async () => {
  vi.doMock("@yangguang/core/allocation/allocate.ts", () => ({
    allocate: () => ({
      placements: [{ pid: "s1", school: null, step: null, listRank: null }],
      cutoffs: [],
      seatsLeft: [{ school: "c1", seats: 1 }],
    }),
  }));
  const { allocateDocument } = await import("./run-allocation.ts");
  const json = {
    mechanism: "deferred-acceptance",
    schools: [{ id: "c1", seats: 1 }],
    applicants: [{ id: "s1", choices: ["c1"] }],
  };
  const allocation = allocateDocument({ json, placeInTables: (failure) => failure });
  expect(allocation).toMatchObject({
    ok: false,
    error: {
      kind: "faulty",
      failures: [{ code: "allocate.faulty" }, { code: "allocate.waste", place: "waste" }],
    },
  });
});
