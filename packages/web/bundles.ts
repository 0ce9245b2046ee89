/**
 * Scripts of `browser/` that are written in TypeScript and sent as one file each: the name under
 * `/static/`, and the file that it is made from.
 */
export const bundles: Readonly<Record<string, string>> = {
  "contributor.js": "contributor.ts",
  "run-live.js": "run-live.ts",
  "verify.js": "verify.ts",
  "verify-worker.js": "verify-worker.ts",
};
