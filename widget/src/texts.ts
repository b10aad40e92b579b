/** Every French text of the widget: `texts.json`, the one table, and how its {names} are filled in. */
import table from "./texts.json";

export const texts = table;

/** Returns `sentence` with each `{name}` replaced by its value; a name without a value stays as it is. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
