import type { Feed, FeedKind } from "../../contract/api/live.ts";
import { required } from "../../domain/required.ts";
import { fingerprint } from "./look.ts";
import type { LivePoller } from "./poller.ts";

export interface Follower {
  /** Once, first: from where on changes are told. */
  hello(cursor: string): void;
  changed(topic: string, cursor: string): void;
}

/**
 * Tells a follower what changes about topics. With the cursor of its last message from an earlier
 * time, what has changed since is told at once. Each cursor holds what was told before it and
 * nothing else, so that a connection may break behind any message.
 * @returns what ends it
 */
export function follow(
  pollers: Record<FeedKind, LivePoller<Feed>>,
  topics: readonly Feed[],
  lastCursor: string | undefined,
  follower: Follower,
): () => void {
  const seen: string[] = [];
  const heard = new Set<number>();
  let told = lastCursor === undefined ? undefined : toldAt(topics, lastCursor);
  let hasGreeted = false;

  function tell(): void {
    if (heard.size < topics.length) return;
    told ??= [...seen];
    if (!hasGreeted) follower.hello(cursorOf(topics, told));
    hasGreeted = true;
    for (const [index, { name }] of topics.entries()) {
      const print = required(seen[index], `what ${name} looks like`);
      if (told[index] === print) continue;
      told[index] = print;
      follower.changed(name, cursorOf(topics, told));
    }
  }

  const ends = topics.map((topic, index) =>
    pollers[topic.kind].watch(topic, (print) => {
      seen[index] = print;
      heard.add(index);
      tell();
    }),
  );
  return () => {
    for (const end of ends) end();
  };
}

function markOf(topics: readonly Feed[]): string {
  return fingerprint(topics.map(({ name }) => name).join(","));
}

/** A mark that says which topics a cursor is about, then what was told of each, in their order. */
function cursorOf(topics: readonly Feed[], told: readonly string[]): string {
  return [markOf(topics), ...told].join(".");
}

/** What was told of these topics up to a cursor; undefined when it is about others, or no cursor. */
function toldAt(topics: readonly Feed[], cursor: string): string[] | undefined {
  const [mark, ...told] = cursor.split(".");
  return mark === markOf(topics) && told.length === topics.length ? told : undefined;
}
