import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: [
      "packages/**/*.test.ts",
      "packages/**/*.test.tsx",
      "e2e/**/*.test.ts",
      "scripts/**/*.test.ts",
      "verifiers/**/*.test.ts",
    ],
    globalSetup: ["packages/server/database/test-cluster.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ["default"],
  },
});
