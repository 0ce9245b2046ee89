import { parseSignedCheckpoint } from "@yangguang/core/log/checkpoint.ts";
import type { Services } from "./context.ts";

export interface PublishedCheckpoint {
  readonly size: number;
  /** With the cosignatures. */
  readonly note: string;
}

/** The newest checkpoint that is public; null before the first. */
export async function checkpointOf({
  publicLog,
}: Pick<Services, "publicLog">): Promise<PublishedCheckpoint | null> {
  const bytes = await publicLog.files.read("checkpoint");
  if (bytes === undefined) return null;
  const note = Buffer.from(bytes).toString("utf8");
  const parsed = parseSignedCheckpoint(note);
  if (!parsed.ok) throw new Error(`the published checkpoint is none: ${parsed.error.message.en}`);
  return { size: parsed.value.checkpoint.size, note };
}
