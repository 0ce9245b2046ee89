// Drops from package-lock.json those per-platform optional dependencies for which the
// registry gave no package, because `npm ci` refuses a lock file that names them without
// describing them. Run it after every `npm install`.
import { readFileSync, writeFileSync } from "node:fs";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));

/** Looks a dependency up as Node does: in the package's own node_modules, then in each parent's. */
function isDescribed(from, name) {
  let base = from;
  for (;;) {
    if (lock.packages[`${base === "" ? "" : `${base}/`}node_modules/${name}`]) return true;
    if (base === "") return false;
    const cut = base.lastIndexOf("/node_modules/");
    base = cut === -1 ? "" : base.slice(0, cut);
  }
}

let dropped = 0;
for (const [place, entry] of Object.entries(lock.packages)) {
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (isDescribed(place, name)) continue;
    delete entry.optionalDependencies[name];
    dropped += 1;
  }
}
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${dropped} undescribed optional dependencies dropped`);
