#!/usr/bin/env node
import { TOO_OLD, findNode, runOn } from "./node24.mjs";

const node = findNode();
if (node === process.execPath) {
  await import("./tsx-loader.mjs");
  await import("../main.ts");
} else if (node === undefined) {
  console.error(TOO_OLD);
  process.exitCode = 1;
} else {
  runOn(node);
}
