/** What the parts of the view are given: what to show, and what can be done. */
import type { Answer, Deadline } from "../contract";
import type { Config } from "../config";
import type { Conversation } from "../conversation";

/** A sheet over the conversation: help by people, or the question whether to erase. */
export type Sheet = "none" | "human" | "erase";

export interface App {
  readonly config: Config;
  readonly conversation: Conversation;
  readonly inline: boolean;
  readonly sheet: Sheet;
  /** What is told in the status line. */
  readonly status: string;
  begin(): void;
  close(): void;
  show(sheet: Sheet): void;
  erase(): void;
  send(): void;
  retry(): void;
  rate(id: string, useful: boolean): void;
  addToCalendar(deadline: Deadline): void;
  copy(text: string): void;
  save(answer: Answer): void;
  print(answer: Answer): void;
}
