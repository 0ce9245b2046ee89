import type { Failure } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";

/** Tells whoever waits how far the start has come, in both languages, with the seconds so far. */
export interface Narrator {
  readonly say: (what: Text) => void;
  /** Progress of one step; ends by itself at `total`. */
  readonly count: (what: Text, done: number, total: number) => void;
  readonly complain: (problem: Failure) => void;
}

export interface NarratorSettings {
  readonly stream: Pick<NodeJS.WriteStream, "write" | "isTTY">;
  /** Milliseconds, of any start. */
  readonly clock: () => number;
}

/** Without a terminal a line at most this often; logs stay readable. */
const LINE_EVERY_MS = 2000;
const ERASE_LINE = "\r\u001B[2K";

export function makeNarrator({ stream, clock }: NarratorSettings): Narrator {
  const start = clock();
  let lastCount = start;
  /** On a terminal, a count is rewritten in place until something else is said. */
  let open = false;
  const stamp = (): string => `${((clock() - start) / 1000).toFixed(1).padStart(6)} s  `;
  const write = (line: string): void => {
    stream.write(`${open ? ERASE_LINE : ""}${line}`);
    open = false;
  };
  return {
    say: ({ zh, en }) => write(`${stamp()}${zh} · ${en}\n`),
    count({ zh, en }, done, total) {
      const line = `${stamp()}${zh} · ${en} ${done}/${total}`;
      if (done >= total) {
        write(`${line}\n`);
      } else if (stream.isTTY) {
        write(`${open ? "" : ERASE_LINE}${line}`);
        open = true;
      } else if (clock() - lastCount >= LINE_EVERY_MS) {
        lastCount = clock();
        write(`${line}\n`);
      }
    },
    complain: ({ message: { zh, en } }) => write(`\n${zh}\n${en}\n`),
  };
}

/** Steps of the start, worded once. */
export const STEPS = {
  database: text("正在启动数据库", "starting the database"),
  migrated: text("数据库已就绪", "the database is ready"),
  agencies: text("各部门模拟服务已启动", "the agencies' simulators run"),
  identity: text("演示身份认证服务已启动", "the demo identity service runs"),
  witnesses: text("公开日志的见证方已启动", "the public log's witnesses run"),
  witnessLost: text(
    "平台继续运行，由其余见证方联署",
    "the platform goes on; the other witnesses cosign",
  ),
  unwatched: text(
    "注意：没有设置见证方（YANGGUANG_WITNESSES），公开日志无人见证，抽签结果将无法由他人证实",
    "beware: no witnesses are set (YANGGUANG_WITNESSES); nobody watches the public log, and no draw can be proved to others",
  ),
  seed: text("演示家庭正在报名", "demo families are applying"),
  stopping: text("正在停止", "stopping"),
  stopped: text("已停止", "stopped"),
} as const;
