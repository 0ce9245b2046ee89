/** Reports what is wrong with a problem: a code, the place as a path, and words in two languages. */
export type Refuse = (code: string, place: string, zh: string, en: string) => void;

export const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

export const refuseUnknownSchool = (refuse: Refuse, school: string, place: string): void =>
  refuse(
    "school-unknown",
    place,
    `学校“${school}”不在学校名单中，请改正编号或补入名单。`,
    `There is no school “${school}”; correct the id or add the school.`,
  );
