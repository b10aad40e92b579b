/** Every style of the widget, in the order in which they count. */
import { answers } from "./answers";
import { base } from "./base";
import { colours } from "./colours";
import { frame } from "./frame";
import { parts } from "./parts";

export const styles = [colours, base, frame, answers, parts];
