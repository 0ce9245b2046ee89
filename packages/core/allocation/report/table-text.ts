import type { Language, Text } from "../../domain/text.ts";
import type { Table } from "./tables.ts";

/** A table in plain text with aligned columns, numbers to the right; ends with a line break. */
export function tableText({ title, columns, rows }: Table, language: Language): string {
  const cell = (value: string | number | Text): string =>
    typeof value === "object" ? value[language] : String(value);
  const lines = [columns, ...rows].map((row) => row.map(cell));
  const widths = columns.map((_, column) =>
    Math.max(...lines.map((line) => displayWidth(line[column] ?? ""))),
  );
  const numeric = columns.map((_, column) => rows.some((row) => typeof row[column] === "number"));
  const drawn = lines.map((line) =>
    line
      .map((words, column) => {
        const gap = " ".repeat((widths[column] ?? 0) - displayWidth(words));
        return numeric[column] === true ? gap + words : words + gap;
      })
      .join("  ")
      .trimEnd(),
  );
  return `${title[language]}\n${drawn.map((line) => `  ${line}\n`).join("")}`;
}

/** Columns of a terminal: Chinese characters and full-width signs take two. */
const displayWidth = (words: string): number =>
  Array.from(words).reduce((width, sign) => width + (WIDE.test(sign) ? 2 : 1), 0);

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
