import { Command } from "commander";
import { wholeNumber } from "../season/options.ts";

export interface StartOptions {
  /** How many children the demo city has. */
  readonly children: number;
  /** Whether the demo's draw is the platform's alone, without other contributors. */
  readonly alone: boolean;
}

const DEMO_CHILDREN = 2000;
/** Room for the families to try the product with. */
const FEWEST_CHILDREN = 100;
const MOST_CHILDREN = 20_000;

/** `yangguang start`: the whole platform, until Ctrl-C. Exit code 0 if it was asked to stop. */
export const startCommand = (): Command =>
  new Command("start")
    .description("启动整个平台 / start the whole platform (docs/operations.md)")
    .option(
      "--children <number>",
      "演示城市的儿童人数 / how many children the demo city has",
      wholeNumber(FEWEST_CHILDREN, MOST_CHILDREN),
      DEMO_CHILDREN,
    )
    .option(
      "--alone",
      "演示摇号由平台单独完成，不请其他参与方 / the demo's draw is the platform's alone",
      false,
    )
    .action(async (options: StartOptions) => {
      // Loaded only here: the other commands do without the web server.
      const { runStart } = await import("./run-start.ts");
      process.exitCode = await runStart(options);
    });
