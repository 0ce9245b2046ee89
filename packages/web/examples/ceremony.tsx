import { failure } from "@yangguang/core/domain/result.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { DrawPages } from "../officers/draw-pages.tsx";
import { FreezePage } from "../officers/freeze.tsx";
import type { AskedView, CeremonyView, FreezeView, VoidView } from "../officers/views.ts";
import { VoidPage } from "../officers/void.tsx";
import { fields, routes } from "../routes.ts";
import { contributors, liveRun, newcomers, runSteps, sealedBy } from "./ceremony-data.ts";
import { DICE, HASH, season } from "./data.ts";
import type { PageExample } from "./page-example.ts";

const byMe: AskedView = { name: "胡立新", at: "2024-06-21T08:50:00+08:00", mine: true };
const byAnother: AskedView = { name: "程远", at: "2024-06-21T08:50:00+08:00", mine: false };

const freeze: FreezeView = {
  season: season(),
  perCategory: [
    { category: text("A1", "A1"), children: 602 },
    { category: text("C", "C"), children: 1004 },
  ],
  leftOut: [],
  freeze: { action: "freeze", label: text("冻结名册", "Freeze the roll"), allowed: true },
  frozen: null,
  together: { contributors: newcomers, asked: null },
  failures: [],
};

const registered = newcomers.map((one) => ({ ...one, registered: true }));

const freezes: Readonly<Record<string, FreezeView>> = {
  "freeze-together": freeze,
  "freeze-asked": { ...freeze, together: { contributors: registered, asked: byMe } },
  "freeze-confirm": { ...freeze, together: { contributors: registered, asked: byAnother } },
};

const ceremony: CeremonyView = {
  kind: "ceremony",
  season: season("frozen"),
  live: {
    ...liveRun,
    contributors: sealedBy,
    awaited: [text("等待当众掷骰子。", "The dice are to be thrown in public.")],
    steps: runSteps.slice(1),
  },
  task: "read",
  draw: { action: "draw", label: text("公开摇号", "Draw lots"), allowed: true },
  rollSize: 2031,
  freezeHash: HASH,
  closed: true,
  throws: 39,
  firstReading: null,
  dice: null,
  beacon: null,
  seed: null,
  entered: { dice: "", diceAgain: "", reader: "", secondReader: "" },
  failures: [],
};

const thrown: CeremonyView = {
  ...ceremony,
  live: { ...liveRun, contributors },
  task: "wait",
  dice: { digits: DICE, readers: ["阿甲", "阿乙"] },
};

const sealing: CeremonyView = {
  ...ceremony,
  live: {
    ...liveRun,
    contributors: contributors.map((one) => ({ ...one, secret: "unknown", opened: 0 })),
    awaited: [text("等待封存秘密：平台。", "A sealed secret is awaited from the platform.")],
    objectionHours: 0,
    steps: runSteps.slice(-1),
  },
  task: "wait",
  closed: false,
};

const boards: Readonly<Record<string, CeremonyView>> = {
  "ceremony-not-frozen": {
    ...sealing,
    live: { ...sealing.live, contributors: newcomers, steps: [] },
    task: "freeze",
    freezeHash: null,
    rollSize: null,
  },
  "ceremony-sealing": sealing,
  "ceremony-close": {
    ...sealing,
    live: { ...sealing.live, contributors: sealedBy, awaited: [], objectionHours: 48 },
    task: "close",
  },
  "ceremony-read": ceremony,
  "ceremony-read-mine": {
    ...ceremony,
    task: "read-again",
    firstReading: { ...byMe, digits: 39 },
  },
  "ceremony-read-again": {
    ...ceremony,
    task: "read-again",
    firstReading: { ...byAnother, digits: 39 },
    entered: { dice: "", diceAgain: DICE, reader: "", secondReader: "阿乙" },
    failures: [
      failure(
        "dice.differ",
        "两次读数不一致，请对照录像。",
        "The two readings differ. Look at the recording.",
        fields.diceAgain,
      ),
    ],
  },
  "ceremony-reveals": thrown,
  "ceremony-must-void": { ...thrown, task: "void", live: { ...thrown.live, awaited: [] } },
  "ceremony-seed": {
    ...thrown,
    task: "seed",
    live: {
      ...thrown.live,
      contributors: sealedBy.map((one) => ({ ...one, secret: "revealed" })),
      awaited: [text("都齐了，等待得出种子。", "All is there; the seed is to be computed.")],
    },
  },
  "ceremony-done": { ...thrown, seed: HASH, live: { ...thrown.live, awaited: [] } },
};

const voiding: VoidView = {
  season: season("frozen"),
  run: "永康/2024/primary/1",
  offer: { action: "void", label: text("作废本次运行", "Void the run"), allowed: true },
  asked: null,
  mayConfirm: false,
  reason: "",
  failures: [],
};

const reason = "摇号现场断电，骰子读数无法核对。";

const voids: Readonly<Record<string, VoidView>> = {
  void: voiding,
  "void-error": {
    ...voiding,
    failures: [
      failure(
        "void.no-reason",
        "请填写作废原因，它会向社会公开。",
        "Give the reason for voiding the run; it is shown to the public.",
        fields.reason,
      ),
    ],
  },
  "void-asked": { ...voiding, asked: { ...byMe, reason } },
  "void-confirm": { ...voiding, asked: { ...byAnother, reason }, mayConfirm: true },
};

const examplesOf = <View,>(
  views: Readonly<Record<string, View>>,
  path: string,
  render: (
    view: View,
    page: Parameters<PageExample["render"]>[0],
  ) => ReturnType<PageExample["render"]>,
): readonly PageExample[] =>
  Object.entries(views).map(([name, view]) => ({
    name,
    role: "bureau",
    path,
    render: (page) => render(view, page),
  }));

export const ceremonyExamples: readonly PageExample[] = [
  ...examplesOf(freezes, routes.freeze.path(), (view, page) => (
    <FreezePage page={page} view={view} />
  )),
  ...examplesOf(boards, routes.draw.path(), (view, page) => <DrawPages page={page} view={view} />),
  ...examplesOf(voids, routes.voidRun.path(), (view, page) => <VoidPage page={page} view={view} />),
];
