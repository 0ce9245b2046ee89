// Renders every example page, photographs it and runs axe over it:
//   node packages/web/preview/start.mjs OUT [name …] [--english] [--wide] [--elder] [--dark]
import "../../cli/bin/tsx-loader.mjs";

const { preview } = await import("./preview.ts");
await preview(process.argv.slice(2));
