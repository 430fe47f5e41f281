import type { ServiceContext } from "../context.ts";
import { requestedMessages } from "../../db/messages/template-sends.ts";

/** How far a message that was asked for has come. */
export type Progress =
  | "waiting"
  | "sent"
  | "opened"
  | "clicked"
  | "failed"
  /** Its run came to its end without one: nobody may be written to, or nowhere. */
  | "not_sent"
  /** Whether it arrived is not known. */
  | "unknown";

/** By id; a message that was never asked for is missing from the answer. */
export async function progressOf(
  context: ServiceContext,
  ids: readonly string[],
): Promise<Map<string, { progress: Progress; recipient: string | null }>> {
  const found = await requestedMessages(context.sql, ids);
  return new Map(
    [...found].map(([id, { state, runStatus, recipient, opened, clicked }]) => {
      const isOver = !["pending", "running", null].includes(runStatus);
      const progress = ((): Progress => {
        if (clicked) return "clicked";
        if (opened) return "opened";
        if (state === "sent" || state === "failed" || state === "unknown") return state;
        return state === null && isOver ? "not_sent" : "waiting";
      })();
      return [id, { progress, recipient }];
    }),
  );
}
