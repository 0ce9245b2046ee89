import type { Text } from "@yangguang/core/domain/text.ts";

/*
 * The few shapes that the pictures are made of. A picture brings its own paper, so that it reads
 * the same on a light page and on a dark one.
 */

export const INK = "#1e2b2e";
export const SOFT = "#566267";
export const TEAL = "#0b5a60";
export const RED = "#a32e17";
const PAPER = "#fffdf7";
export const LINE = "#d8d0bd";
const PALE = "#f3eddd";

const FONTS = "'PingFang SC','Noto Sans SC','Microsoft YaHei',system-ui,sans-serif";
export const MARGIN = 24;

const escaped = (words: string): string =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

interface Style {
  readonly size?: number;
  readonly fill?: string;
  readonly bold?: boolean;
  readonly anchor?: "start" | "middle" | "end";
}

/** A line of words; `y` is its middle. */
export function words(x: number, y: number, line: string, style: Style = {}): string {
  const { size = 14, fill = INK, bold = false, anchor = "start" } = style;
  const weight = bold ? ' font-weight="600"' : "";
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}"${weight} text-anchor="${anchor}" dominant-baseline="central">${escaped(line)}</text>`;
}

/** Chinese, and English smaller beneath it. */
export const twoLines = (x: number, y: number, text: Text, style: Style = {}): string =>
  words(x, y - 8, text.zh, { size: 14, ...style }) +
  words(x, y + 9, text.en, { ...style, size: 11, fill: SOFT, bold: false });

export const line = (x1: number, y1: number, x2: number, y2: number, stroke = LINE): string =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${stroke}"/>`;

export const box = (x: number, y: number, width: number, height: number): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="${PALE}" stroke="${LINE}"/>`;

/** How a child stands: has the seat for now or for good, asks, or was refused. */
export type ChipState = "has" | "asks" | "refused";

export const CHIP = 30;

const LOOKS = {
  has: { fill: TEAL, ink: PAPER, stroke: TEAL },
  asks: { fill: PAPER, ink: INK, stroke: SOFT },
  refused: { fill: PAPER, ink: RED, stroke: RED },
} as const satisfies Readonly<Record<ChipState, unknown>>;

/** A child, its middle at the point given. */
export function chip(x: number, y: number, label: string, state: ChipState): string {
  const { fill, ink, stroke } = LOOKS[state];
  const dash = state === "refused" ? ' stroke-dasharray="3 2"' : "";
  const reach = CHIP / 2;
  const struck = state === "refused" ? line(x - 11, y + 11, x + 11, y - 11, RED) : "";
  return `<circle cx="${x}" cy="${y}" r="${reach - 1}" fill="${fill}" stroke="${stroke}"${dash}/>${words(x, y, label, { size: label.length > 2 ? 11 : 13, fill: ink, bold: true, anchor: "middle" })}${struck}`;
}

/** A whole picture; `title` is read out to those who cannot see it. */
export function picture(
  width: number,
  height: number,
  title: Text,
  shapes: readonly string[],
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="${FONTS}">
<title>${escaped(`${title.zh} · ${title.en}`)}</title>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="12" fill="${PAPER}" stroke="${LINE}"/>
${words(MARGIN, 30, title.zh, { size: 17, bold: true })}${words(width - MARGIN, 30, title.en, { size: 13, fill: SOFT, anchor: "end" })}
${shapes.join("\n")}
</svg>
`;
}
