import type { Text } from "@yangguang/core/domain/text.ts";
import type { Directory, OfferedIdentity } from "@yangguang/server/identity-demo/identities.ts";

const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;

/** Columns of a terminal that a text takes: Chinese and full-width characters take two. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  return width;
}

const pad = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - widthOf(text)));

/** Lines of a table whose columns stand under each other, the last one ragged. */
export function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
    });
  }
  return rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

const ROLES: Readonly<Record<OfferedIdentity["role"], Text>> = {
  guardian: { zh: "家长", en: "family" },
  clerk: { zh: "窗口", en: "counter" },
  bureau: { zh: "教育局", en: "bureau" },
  school: { zh: "学校", en: "school" },
  supervisor: { zh: "监督", en: "supervisor" },
  contributor: { zh: "共同摇号", en: "contributor" },
};

/** Of the schools' users, enough to see what a school sees. */
const SCHOOLS_SHOWN = 2;

export interface Welcome {
  readonly publicUrl: string;
  readonly dataDirectory: string | undefined;
  /** The demo identities; undefined in real use. */
  readonly directory: Directory | undefined;
}

/** What is printed when everything runs: where to go, and in a demonstration as whom. */
export function welcomeLines({ publicUrl, dataDirectory, directory }: Welcome): readonly string[] {
  const lines = ["", `  阳光入学 Yangguang   ${publicUrl}`];
  if (dataDirectory !== undefined) lines.push(`  数据 data            ${dataDirectory}`);
  if (directory !== undefined) lines.push("", ...demoLines(publicUrl, directory));
  return [...lines, "", "  按 Ctrl-C 停止 · Ctrl-C stops everything", ""];
}

function demoLines(publicUrl: string, directory: Directory): readonly string[] {
  const offered = [
    ...directory.families,
    ...directory.officers,
    ...directory.schools.slice(0, SCHOOLS_SHOWN),
  ];
  const rows = offered.map(({ role, name, shows, sub }) => [
    `  ${ROLES[role].zh} ${ROLES[role].en}`,
    name,
    `${publicUrl}/sign-in/start?login_hint=${encodeURIComponent(sub)}`,
    shows.zh,
  ]);
  return [
    "  演示身份（均为虚构），点开即登录 · demo identities (all invented); open to sign in",
    "",
    ...tableLines(rows),
  ];
}
