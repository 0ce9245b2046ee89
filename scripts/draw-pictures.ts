// `npm run docs:pictures`: draws docs/pictures/ anew, each picture from a run of the engine.
import { mkdirSync, writeFileSync } from "node:fs";
import { PICTURES } from "./pictures/all.ts";

const folder = new URL("../docs/pictures/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, draw] of Object.entries(PICTURES)) writeFileSync(new URL(name, folder), draw());
