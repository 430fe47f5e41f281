import type { Feed } from "../../contract/api/live.ts";
import { fingerprint } from "./look.ts";

/** A mark that says which topics a cursor is about, then what was told of each, in their order. */
export function cursorOf(topics: readonly Feed[], told: readonly string[]): string {
  return [markOf(topics), ...told].join(".");
}

/** What was told of these topics up to a cursor; undefined when it is about others, or no cursor. */
export function toldAt(topics: readonly Feed[], cursor: string): string[] | undefined {
  const [mark, ...told] = cursor.split(".");
  return mark === markOf(topics) && told.length === topics.length ? told : undefined;
}

function markOf(topics: readonly Feed[]): string {
  return fingerprint(topics.map(({ name }) => name).join(","));
}
