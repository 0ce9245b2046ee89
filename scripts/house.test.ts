import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** What belongs to the product: tracked, or new and not ignored. */
const FILES = execFileSync(
  "git",
  // Also where the clone belongs to another user, as in a container.
  ["-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z"],
  { cwd: ROOT },
)
  .toString()
  .split("\0")
  .filter((path) => path !== "");

const read = (path: string): string => {
  try {
    return readFileSync(posix.join(ROOT, path), "utf8");
  } catch {
    // Deleted, but not yet from the index.
    return "";
  }
};

const SOURCES = FILES.filter((path) => /^(packages|e2e|scripts|bench)\/.*\.tsx?$/.test(path));
/** Tests, and what only they use. */
const isTest = (path: string): boolean => /\.test\.tsx?$|\/testing\//.test(path);
const PRODUCT = SOURCES.filter((path) => path.startsWith("packages/") && !isTest(path));

const CORE = [
  "core/domain",
  "core/policy",
  "core/allocation",
  "core/draw",
  "core/log",
  "core/season",
  "core/verify",
];

/**
 * The drawing of the house: whom each folder may import besides itself. A new folder needs a row
 * here, that is, somebody who decides where it stands.
 */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  "core/domain": [],
  "core/policy": ["core/domain"],
  "core/allocation": ["core/domain"],
  "core/draw": ["core/domain", "core/log"],
  "core/log": ["core/domain"],
  "core/season": CORE,
  "core/verify": CORE,

  web: CORE,

  "server/log": [],
  "server/keys": [],
  "server/zones": CORE,
  "server/registry": CORE,
  "server/agencies": [...CORE, "server/zones", "server/demo"],
  "server/services": [...CORE, "server/registry", "server/keys", "server/agencies", "server/zones"],
  "server/public-log": [...CORE, "server/services", "server/registry", "server/keys"],
  "server/witness": [...CORE, "server/public-log", "server/database", "server/demo"],
  "server/jobs": [...CORE, "server/services", "server/registry", "server/log"],
  "server/http": [...CORE, "web", "server/services", "server/log"],
  "server/demo": [...CORE, "server/services", "server/agencies", "server/zones"],
  "server/identity-demo": [...CORE, "server/demo"],
  "server/config": [...CORE, "server/agencies", "server/http"],
  // The test cluster migrates its template.
  "server/database": [...CORE, "server/config", "server/registry"],
};

/** Wiring: may import everything beneath it. */
const WIRING = new Set([
  "server/main",
  "cli/main",
  "cli/start",
  "cli/season",
  "cli/children",
  "cli/allocate",
  "cli/what-if",
  "cli/verify",
  "cli/witness",
  "cli/fsck",
]);

/** `packages/server/registry/people.ts` stands in `server/registry`; all of web is one part. */
function partOf(path: string): string {
  const [, name = "", part = ""] = path.split("/");
  return name === "web" ? "web" : `${name}/${part.replace(/\.tsx?$/, "")}`;
}

interface Import {
  readonly from: string;
  /** A path from the root, or a package's specifier as it is written. */
  readonly what: string;
  readonly typeOnly: boolean;
}

const IMPORT =
  /^(?:import|export)\s+(type\s)?(?:[^;"]*?\sfrom\s+)?"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;

function importsOf(path: string): readonly Import[] {
  return [...read(path).matchAll(IMPORT)].map(([, type, fixed, dynamic]) => {
    const written = fixed ?? dynamic ?? "";
    const own = /^@yangguang\/([a-z]+\/.*)$/.exec(written)?.[1];
    const relative = written.startsWith(".") ? posix.join(posix.dirname(path), written) : undefined;
    const what = own === undefined ? (relative ?? written) : `packages/${own}`;
    return { from: path, what, typeOnly: type !== undefined };
  });
}

const IMPORTS = PRODUCT.flatMap(importsOf);
const inside = IMPORTS.filter(({ what }) => what.startsWith("packages/"));
const outside = IMPORTS.filter(({ what }) => !what.startsWith("packages/"));
const tell = ({ from, what }: Import): string => `${from} imports ${what}`;

describe("arrows between the parts", () => {
  it("are drawn for every part", () => {
    const parts = new Set(PRODUCT.map(partOf));
    const unknown = [...parts].filter((part) => !(part in ARROWS) && !WIRING.has(part));
    expect(unknown).toEqual([]);
  });

  it("point where the drawing says", () => {
    const wrong = inside.filter(({ from, what }) => {
      const [part, target] = [partOf(from), partOf(what)];
      return part !== target && !WIRING.has(part) && ARROWS[part]?.includes(target) !== true;
    });
    expect(wrong.map(tell)).toEqual([]);
  });

  it("lead to files that are there", () => {
    const known = new Set(FILES);
    expect(inside.filter(({ what }) => !known.has(what)).map(tell)).toEqual([]);
  });

  it("never leave core, not even in its tests", () => {
    const leaving = SOURCES.filter((path) => path.startsWith("packages/core/"))
      .flatMap(importsOf)
      .filter(({ what }) => /^packages\/(?!core\/)/.test(what));
    expect(leaving.map(tell)).toEqual([]);
  });
});

describe("core is pure", () => {
  it("imports nothing of Node, and only packages it declares", () => {
    const { dependencies } = JSON.parse(read("packages/core/package.json")) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    const declared = Object.keys(dependencies);
    const foreign = outside.filter(
      ({ from, what }) =>
        from.startsWith("packages/core/") &&
        !declared.some((name) => what === name || what.startsWith(`${name}/`)),
    );
    expect(foreign.map(tell)).toEqual([]);
  });

  it("asks neither clock nor chance", () => {
    const impure = PRODUCT.filter((path) => path.startsWith("packages/core/")).filter((path) =>
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bcrypto\.getRandomValues\(/.test(
        read(path),
      ),
    );
    expect(impure).toEqual([]);
  });
});

describe("SQL", () => {
  const mayHoldSql = /^packages\/server\/(registry|database)\//;
  const elsewhere = PRODUCT.filter((path) => !mayHoldSql.test(path));

  it("stands only in the registry and in what sets the database up", () => {
    const holding = elsewhere.filter((path) =>
      /\bsql`|\.query\(|\.(?:selectFrom|insertInto|updateTable|deleteFrom)\(/.test(read(path)),
    );
    expect(holding).toEqual([]);
  });

  it("is out of reach elsewhere: nobody else imports the drivers", () => {
    const reaching = outside.filter(
      ({ from, what, typeOnly }) =>
        !typeOnly &&
        !mayHoldSql.test(from) &&
        !WIRING.has(partOf(from)) &&
        /^(pg|kysely)(\/|$)/.test(what),
    );
    expect(reaching.map(tell)).toEqual([]);
  });
});

describe("size", () => {
  const MOST_LINES = 400;
  /** Tests are lists of cases, catalogues lists of words. */
  const MOST_LINES_OF_LISTS = 650;
  const isList = (path: string): boolean => isTest(path) || path.startsWith("packages/web/text/");

  /** Longer ones that stand until somebody divides them. They may shrink, not grow. */
  const TOO_LONG: Readonly<Record<string, number>> = {};

  it("of files is such that one can read them", () => {
    const long = SOURCES.map((path) => ({ path, lines: read(path).split("\n").length - 1 }))
      .filter(({ path, lines }) => {
        const most = isList(path) ? MOST_LINES_OF_LISTS : MOST_LINES;
        return lines > (TOO_LONG[path] ?? most);
      })
      .map(({ path, lines }) => `${path} has ${lines} lines`);
    expect(long).toEqual([]);
  });

  it("has no exception that is no longer needed", () => {
    const needless = Object.keys(TOO_LONG).filter(
      (path) => read(path).split("\n").length - 1 <= MOST_LINES,
    );
    expect(needless).toEqual([]);
  });
});

describe("what a repository must not hold", () => {
  // Composed, so that this file does not hold them itself.
  const FORBIDDEN: Readonly<Record<string, RegExp>> = {
    "a path of somebody's machine": new RegExp(
      `(?<![\\w.])/(?:${["work", "root", "home/\\w+"].join("|")})/`,
    ),
    "a package registry's host": new RegExp(
      ["registry", "npmjs|registry", "npmmirror"].join("\\."),
    ),
    "an escape from the type checker": new RegExp(
      `@ts-(?:${["ignore", "nocheck", "expect-error"].join("|")})`,
    ),
  };
  const texts = FILES.filter((path) => !/\.(?:png|jpg|xlsx|ttf|woff2?|ico)$/.test(path));

  it.each(Object.keys(FORBIDDEN))("%s", (what) => {
    const found = texts.filter((path) => FORBIDDEN[what]?.test(read(path)));
    expect(found).toEqual([]);
  });
});
