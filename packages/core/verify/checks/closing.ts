import type { Text } from "../../domain/text.ts";
import { text } from "../../domain/text.ts";
import type { Material } from "../material.ts";
import type { Evidence } from "../report.ts";
import { writer } from "../report.ts";
import { needs, notYet } from "../loaded.ts";

import { compare } from "./tables.ts";
export function checkBuild(material: Material): Evidence {
  const say = writer(
    "build",
    text(
      "开始时公布的软件与分配所用的软件",
      "the software announced at the opening and the one that allocated",
    ),
    material.indexOf("open", "outcome"),
  );
  const [open, outcome] = [material.first("open"), material.first("outcome")];
  if (outcome === undefined) return say.absent(notYet(text("分配", "the allocation")));
  if (open === undefined) return say.absent(needs("open"));
  return compare(say, open.build, outcome.build, [
    "分配所用的软件不是事先公布的。",
    "The seats were allocated by other software than was announced.",
  ]);
}

export function checkVoid(material: Material): Evidence {
  const say = writer(
    "void",
    text("运行是否被宣布作废", "whether the run was declared void"),
    material.indexOf("void"),
  );
  const [first] = material.all("void");
  if (first === undefined) {
    return say.holds("-", "-", text("没有作废。", "It was not."));
  }
  const by = first.by.join(", ");
  const told: Text = text(
    `已由${by}宣布作废，结果不成立。理由：${first.reason}`,
    `It was declared void by ${by}; its outcome does not stand. Reason: ${first.reason}`,
  );
  return say.holds(by, by, told);
}
