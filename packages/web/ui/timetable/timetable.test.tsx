import { expect, it } from "vitest";
import { announcedSeason, season } from "../../examples/data.ts";
import { named, textOf } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { Countdown, TimetableList } from "./index.tsx";

const { timetable } = season();

it("says of each window whether it is open", () => {
  const html = htmlOf(<TimetableList page={testPage()} timetable={timetable} />);
  expect(textOf(html).match(/Open now|Not yet open|Over/g)).toEqual([
    "Open now",
    "Open now",
    "Not yet open",
    "Not yet open",
  ]);
});

it("gives instants in Beijing time, wherever the server stands", () => {
  const html = htmlOf(<TimetableList page={testPage("zh")} timetable={timetable} />);
  expect(textOf(html)).toContain("2024年6月1日 09:00 至 2024年6月11日 17:00");
});

it("counts down to the end of an open window, and hands the words to the script", () => {
  const html = htmlOf(<Countdown page={testPage()} timetable={timetable} window="application" />);
  expect(textOf(html)).toBe("Applications – time left: 8 days 6 hours");
  expect(named(html, "strong")[0]?.attributes).toMatchObject({
    "data-until": timetable.application.closes,
    "data-days": "{days} {days|day|days} {hours} {hours|hour|hours}",
  });
});

it("counts down to nothing once a window is over", () => {
  const over = announcedSeason().timetable;
  expect(htmlOf(<Countdown page={testPage()} timetable={over} window="application" />)).toBe("");
});
