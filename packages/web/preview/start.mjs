// Photographs every example page into a folder, and prints what axe and the browser complain of:
//   node packages/web/preview/start.mjs FOLDER [name …] [--english] [--wide] [--elder] [--dark]
import "../../cli/bin/tsx-loader.mjs";

const { preview } = await import("./preview.ts");
await preview(process.argv.slice(2));
