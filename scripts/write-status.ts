import { writeFileSync } from "node:fs";
import { statusDocument } from "@yangguang/core/domain/status-document.ts";

writeFileSync(new URL("../docs/status.md", import.meta.url), statusDocument());
