/** What a started server tells whoever started it. */
export interface Started {
  /** Printed as one line of JSON on standard output. */
  readonly ready: unknown;
  readonly stop: () => Promise<void>;
}

/**
 * The life of a server that another process starts beside itself: it says when it is ready, and
 * ends on SIGTERM, on SIGINT, or when its standard input closes, which it does when the other
 * process dies, however that dies.
 */
export async function serveBeside(start: () => Promise<Started> | Started): Promise<void> {
  const told = new Promise<void>((resolve) => {
    process.once("SIGTERM", () => resolve());
    process.once("SIGINT", () => resolve());
    process.stdin.once("close", () => resolve());
    process.stdin.once("error", () => resolve());
    process.stdin.resume();
  });
  let started: Started;
  try {
    started = await start();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
  process.stdout.write(`${JSON.stringify(started.ready)}\n`);
  await told;
  await started.stop();
  process.exit(0);
}
