/**
 * What a choice list's buttons do without scripts: each posts the whole list and one command, and
 * the page comes back with the list changed. The same rules stand in `static/choices.js`.
 */
export const choiceCommand = {
  up: (rank: number): string => `up:${rank}`,
  down: (rank: number): string => `down:${rank}`,
  clear: (rank: number): string => `clear:${rank}`,
} as const;

/**
 * The list after a command; null where the command is not a choice command (such as `save`).
 * `chosen` holds school ids by rank, "" where a rank is empty; ranks count from 1.
 */
export function applyChoiceCommand(
  chosen: readonly string[],
  command: string,
): readonly string[] | null {
  const match = /^(up|down|clear):(\d{1,2})$/.exec(command);
  if (!match) return null;
  const index = Number(match[2]) - 1;
  if (index < 0 || index >= chosen.length) return chosen;
  if (match[1] === "clear") return [...chosen.toSpliced(index, 1), ""];
  const other = match[1] === "up" ? index - 1 : index + 1;
  const [here, there] = [chosen[index], chosen[other]];
  if (here === undefined || there === undefined) return chosen;
  return chosen.with(index, there).with(other, here);
}
