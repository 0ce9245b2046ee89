import { Command } from "commander";

/** In the order of the help. A command is loaded when it is asked for: most do without the server. */
const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ["start", async () => (await import("./start/command.ts")).startCommand()],
  ["season", async () => (await import("./season/command.ts")).seasonCommand()],
  ["children", async () => (await import("./children/command.ts")).childrenCommand()],
  ["allocate", async () => (await import("./allocate/command.ts")).allocateCommand()],
  ["witness", async () => (await import("./witness/command.ts")).witnessCommand()],
  ["fsck", async () => (await import("./fsck/command.ts")).fsckCommand()],
  ["verify", async () => (await import("./verify/command.ts")).verifyCommand()],
  ["receipt", async () => (await import("./verify/command.ts")).receiptCommand()],
]);

const program = new Command("yangguang").description(
  "阳光入学：无纸、可解释、可验证的招生 / school admission that anyone can check",
);
const asked = COMMANDS.get(process.argv[2] ?? "");
// The help, and what is said of a command that is not there, name all of them.
for (const load of asked === undefined ? COMMANDS.values() : [asked]) {
  program.addCommand(await load());
}
await program.parseAsync();
