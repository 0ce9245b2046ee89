import { text } from "@yangguang/core/domain/text.ts";
import { deferredCourse, immediateCourse, serialCourse } from "./courses.ts";
import { drawCourse } from "./draw-course.ts";
import { drawCallList, drawPrecedence, drawRing, drawTies } from "./draw-rules.ts";
import { drawTrading } from "./draw-trading.ts";
import { PRESENT_SEAT, THREE_SCHOOLS } from "./towns.ts";

/** By the name of the file in docs/pictures: how to draw it. */
export const PICTURES: Readonly<Record<string, () => string>> = {
  "serial-dictatorship.svg": () =>
    drawCourse({
      title: text("积分优先、遵循志愿", "Serial dictatorship"),
      mechanism: "serial-dictatorship",
      town: THREE_SCHOOLS,
      inLine: ["3", "1", "2"],
      rounds: serialCourse(THREE_SCHOOLS, ["3", "1", "2"]),
      moral: text(
        "排成一队，轮到谁，谁就得到自己志愿中还有学位的第一所。",
        "One line: whoever's turn it is takes the first school of the own list that has a seat.",
      ),
    }),
  "immediate-acceptance.svg": () =>
    drawCourse({
      title: text("志愿优先", "Immediate acceptance"),
      mechanism: "immediate-acceptance",
      town: THREE_SCHOOLS,
      rounds: immediateCourse(THREE_SCHOOLS),
      moral: text(
        "2 在西校次序最前，但西校已录取以它为第一志愿的 1：2 若把西校放在第一位，就能得到它。",
        "2 comes first at West, but West is given to 1, who listed it first. Had 2 done so, it would be there.",
      ),
    }),
  "deferred-acceptance.svg": () =>
    drawCourse({
      title: text("延迟录取", "Deferred acceptance"),
      mechanism: "deferred-acceptance",
      town: THREE_SCHOOLS,
      rounds: deferredCourse(THREE_SCHOOLS),
      moral: text(
        "学校只是暂留；有次序更前的孩子来，就换成他。没有人再申请时，才算定下来。",
        "Schools only hold: whoever comes before the one held takes the place, until nobody asks.",
      ),
    }),
  "lots-only.svg": () =>
    drawCourse({
      title: text("只凭摇号", "Lots only"),
      mechanism: "lots-only",
      town: THREE_SCHOOLS,
      inLine: ["2", "3", "1"],
      rounds: serialCourse(THREE_SCHOOLS, ["2", "3", "1"]),
      moral: text(
        "先后只由摇号决定；全体共用一次摇号时，就等于按号码排成一队。",
        "Only the lot counts. With one lot for all schools it is one line, in the order of the lots.",
      ),
    }),
  "guaranteed-seat.svg": () =>
    drawCourse({
      title: text("保底学位", "Guaranteed seat"),
      mechanism: "deferred-acceptance",
      town: PRESENT_SEAT,
      rounds: deferredCourse(PRESENT_SEAT),
      moral: text(
        "1 可以放心申请更好的学校：没有录取，仍回到甲校，即使 2 在甲校的次序更前。",
        "1 may ask for a better school without risk: refused there, it keeps A, though 2 comes before it.",
      ),
    }),
  "top-trading-cycles.svg": drawTrading,
  "ring-draw.svg": drawRing,
  "precedence.svg": drawPrecedence,
  "ties.svg": drawTies,
  "call-list.svg": drawCallList,
};
