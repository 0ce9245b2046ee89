/** The id of a field's control: error summaries link to it by the field's name. */
export const fieldId = (name: string): string => `f-${name}`;
