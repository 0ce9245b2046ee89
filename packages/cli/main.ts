import { Command } from "commander";
import { allocateCommand } from "./allocate/command.ts";
import { childrenCommand } from "./children/command.ts";
import { fsckCommand } from "./fsck/command.ts";
import { seasonCommand } from "./season/command.ts";
import { startCommand } from "./start/command.ts";
import { receiptCommand, verifyCommand } from "./verify/command.ts";
import { witnessCommand } from "./witness/command.ts";

await new Command("yangguang")
  .description("阳光入学：无纸、可解释、可验证的招生 / school admission that anyone can check")
  .addCommand(startCommand())
  .addCommand(seasonCommand())
  .addCommand(childrenCommand())
  .addCommand(allocateCommand())
  .addCommand(witnessCommand())
  .addCommand(fsckCommand())
  .addCommand(verifyCommand())
  .addCommand(receiptCommand())
  .parseAsync();
