// The tests that mutants must survive: those of the engine itself. What looks at it from outside,
// such as the checker, would take time and notice little.
export default {
  test: {
    include: [
      "packages/core/allocation/{kernel,families}/*.test.ts",
      "packages/core/allocation/{order,allocate,allocate-edges,call-list,seat-division,explain,worked-examples}.test.ts",
      "packages/core/allocation/{literature,literature-rules,properties,properties-features}.test.ts",
    ],
    testTimeout: 60_000,
  },
};
