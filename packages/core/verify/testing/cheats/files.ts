import { utf8 } from "../../../draw/encoding.ts";
import { withManifest } from "../../../season/publication.ts";
import type { Cheat } from "./cheat.ts";
import {
  cheat,
  fileText,
  HONEST,
  known,
  logged,
  OTHER_HASH,
  publicCheat,
  seenInPublic,
  tampered,
} from "./cheat.ts";

/** With files, rules and keys. */
export const FILE_CHEATS: readonly Cheat[] = [
  cheat(
    [
      "file-altered",
      "mirror",
      "镜像站改动了一个文件",
      "A mirror changes a file and leaves the list of files as it was",
    ],
    [seenInPublic("files")],
    () => {
      const text = known(HONEST.files.get("audit.csv"), "audit.csv");
      return { ...HONEST, files: new Map([...HONEST.files, ["audit.csv", text.slice(0, -33)]]) };
    },
  ),
  cheat(
    [
      "file-withheld",
      "mirror",
      "镜像站扣下一个文件",
      "A mirror holds a file back that the list names",
    ],
    [seenInPublic("files")],
    () => ({
      ...HONEST,
      files: new Map([...HONEST.files].filter(([path]) => path !== "policy.yaml")),
    }),
  ),
  cheat(
    ["manifest-wrong", "mirror", "文件清单属于另一次运行", "The list of files is of another run"],
    [seenInPublic("files")],
    () => ({ ...HONEST, files: withManifest("sample/2024/primary/2", HONEST.files) }),
  ),
  cheat(
    [
      "table-withheld",
      "platform",
      "公布结果后不公布录取名单，清单中也删去",
      "The placements are announced but not published, nor listed",
    ],
    [seenInPublic("placements")],
    () =>
      tampered({
        files: (files) => new Map([...files].filter(([path]) => path !== "placements.csv")),
      }),
  ),
  publicCheat(
    [
      "plan-seats-raised",
      "platform",
      "plan.json 中的学位比政策多，登记的也是这一份",
      "plan.json, as it is logged, has more seats than the policy",
    ],
    "policy",
    {
      plan: (plan) => ({
        ...plan,
        schools: Object.fromEntries(
          Object.entries(plan.schools).map(([id, seats]) => [id, seats + 1]),
        ),
      }),
    },
  ),
  publicCheat(
    [
      "plan-replaced",
      "platform",
      "运行开始之后换了 plan.json：异议期减半",
      "plan.json is replaced after the opening: half the time for objections",
    ],
    "plan",
    fileText("plan.json", (text) => text.replace('Hours":48', 'Hours":24')),
  ),
  publicCheat(
    ["policy-late", "platform", "运行开始之后改了政策", "The rules are changed after the opening"],
    "policy",
    fileText("policy.yaml", (text) => text.replace('"cap": "100"', '"cap": "150"')),
  ),
  cheat(
    [
      "trust-replaced",
      "platform",
      "整个运行换用另一套日志和见证方的公钥",
      "The whole run stands in another log, with keys and witnesses of the cheater's own",
    ],
    [seenInPublic("trust")],
    () => {
      const secret = (at: number): Uint8Array => new Uint8Array(32).fill(at + 1);
      const own = tampered({
        keys: ({ log, witnesses }) => ({
          log: { ...log, secret: secret(0) },
          witnesses: witnesses.map((each, at) => ({ ...each, secret: secret(at + 1) })),
        }),
      });
      return { ...own, trustHash: HONEST.trustHash };
    },
  ),
  publicCheat(
    [
      "witness-made-non-government",
      "platform",
      "事后把政府的见证方改称为非政府的",
      "A witness of the government is passed off as one that is not",
    ],
    "trust",
    fileText("trust.json", (text) => text.replace("true", "false")),
  ),
  publicCheat(
    [
      "build-wrong",
      "platform",
      "分配所用的软件不是事先公布的那一份",
      "The seats are allocated by other software than was announced",
    ],
    "build",
    logged("outcome", (entry) => ({ ...entry, build: OTHER_HASH })),
  ),
  cheat(
    [
      "plan-unreadable",
      "mirror",
      "plan.json 换成空文件，清单也跟着改",
      "plan.json is emptied, and the list of files follows",
    ],
    [seenInPublic("plan")],
    () => tampered({ files: (files) => new Map([...files, ["plan.json", utf8("")]]) }),
  ),
];
