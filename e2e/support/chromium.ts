import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** A Chromium that can be started, and what its process needs in its environment. */
export interface Chromium {
  readonly executable: string;
  readonly environment: Readonly<Record<string, string>>;
}

const INSTALLED = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const EXECUTABLE = "chromium";
/** Makes the package unpack the libraries that a bare system lacks (nss and the like), too. */
const WITH_LIBRARIES = { AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" };

/** The browser that npm brings (Linux x64), else one of the machine; with Chinese fonts. */
export async function findChromium(): Promise<Chromium> {
  const fonts = { FONTCONFIG_FILE: await writeFontConfig() };
  if (process.platform === "linux" && process.arch === "x64") {
    const folder = await unpack();
    const executable = join(folder, EXECUTABLE);
    return { executable, environment: { ...fonts, ...(await librariesFor(executable, folder)) } };
  }
  const executable = INSTALLED.find((path) => existsSync(path));
  if (executable === undefined) throw new Error(`no Chromium: install one as ${INSTALLED[0]}`);
  return { executable, environment: fonts };
}

/**
 * Unpacks the browser once for this user and version. It appears under its name whole, so that
 * several processes may do this at once; the package's own way has them write over each other.
 */
async function unpack(): Promise<string> {
  const entry = require.resolve("@sparticuz/chromium");
  const manifest = await readFile(join(dirname(entry), "..", "package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { readonly version: string };
  const user = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `yangguang-chromium-${version}-${user}`);
  if (await isOurs(folder, user)) return folder;
  const draft = await mkdtemp(`${folder}-`);
  const program = `const { default: it } = await import(${JSON.stringify(entry)}); await it.executablePath();`;
  await run(process.execPath, ["--input-type=module", "--eval", program], {
    // The package unpacks into the folder for temporary files.
    env: { PATH: process.env["PATH"], TMPDIR: draft, ...WITH_LIBRARIES },
  });
  await rename(draft, folder).catch(async (error: unknown) => {
    if (!(await isOurs(folder, user))) throw error;
    await rm(draft, { recursive: true, force: true });
  });
  return folder;
}

/** In a folder open to all, somebody else may have put something of that name. */
const isOurs = (folder: string, user: number): Promise<boolean> =>
  stat(folder).then(
    ({ uid }) => uid === user,
    () => false,
  );

/** The system's own libraries where they suffice. */
async function librariesFor(
  executable: string,
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await run("ldd", [executable]);
  return stdout.includes("not found") ? { LD_LIBRARY_PATH: join(folder, "al2023", "lib") } : {};
}

/** Without a Chinese font, pages show boxes. One folder for each user and place of the fonts. */
async function writeFontConfig(): Promise<string> {
  const fonts = dirname(require.resolve("@expo-google-fonts/noto-sans-sc/package.json"));
  const key = createHash("sha256").update(fonts).digest("hex").slice(0, 12);
  const folder = join(tmpdir(), `yangguang-fonts-${key}-${process.getuid?.() ?? 0}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "fonts.conf");
  const draft = join(folder, `${randomUUID()}.conf`);
  await writeFile(
    draft,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${fonts}/400Regular</dir><dir>${fonts}/700Bold</dir><dir>/usr/share/fonts</dir>
<match target="pattern"><edit name="family" mode="append_last" binding="strong"><string>Noto Sans SC</string></edit></match>
<cachedir>${folder}/cache</cachedir></fontconfig>`,
  );
  await rename(draft, file);
  return file;
}
