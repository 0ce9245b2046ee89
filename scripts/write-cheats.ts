import { writeFileSync } from "node:fs";
import { cheatsDocument } from "@yangguang/core/verify/testing/cheats/document.ts";

writeFileSync(new URL("../docs/cheats.md", import.meta.url), cheatsDocument());
