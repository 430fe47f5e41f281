import type { Response } from "express";
import type { Logger } from "pino";
import type { Feed } from "../../contract/api/live.ts";
import { feedKinds } from "../../contract/api/live.ts";
import { AppError } from "../../contract/errors.ts";
import type { Database } from "../../db/core/database.ts";
import { follow } from "../../services/live/follow.ts";
import { looks } from "../../services/live/look.ts";
import { LivePoller } from "../../services/live/poller.ts";
import { openStream } from "./stream.ts";

export interface LiveOptions {
  /** Streams at once in this process. */
  most: number;
  /** Between two looks at what is watched, in milliseconds. */
  lookMs: number;
  heartbeatMs: number;
  /** How often a stream's caller is asked for again: a session may end, a key be revoked. */
  recheckMs: number;
}

const defaults: LiveOptions = { most: 500, lookMs: 1_000, heartbeatMs: 15_000, recheckMs: 30_000 };
const retryAfterSeconds = 10;

export interface LiveStreams {
  /**
   * Makes a response a stream of notices about topics.
   * @throws AppError `busy` when there are too many, or the process is ending
   */
  open(response: Response, topics: readonly Feed[], caller: LiveCaller): void;
}

export interface LiveCaller {
  /** The cursor of an earlier stream's last message. */
  lastCursor: string | undefined;
  /** Throws AppError when the caller would not be let in any more. */
  recheck(): Promise<void>;
}

/** All streams of this process; they end when `closing` is aborted. */
export function liveStreams(
  deps: { db: Database; log: Logger; closing?: AbortSignal | undefined },
  given: Partial<LiveOptions> = {},
): LiveStreams {
  const options = { ...defaults, ...given };
  const { db, log, closing } = deps;
  const pollers = Object.fromEntries(
    feedKinds.map((kind) => {
      const look = (topics: readonly Feed[]) => looks[kind](db, topics);
      const onFailure = (error: unknown) =>
        log.warn({ err: error, kind }, "live data stands still");
      return [kind, new LivePoller({ look, onFailure, everyMs: options.lookMs })];
    }),
  ) as Record<(typeof feedKinds)[number], LivePoller<Feed>>;
  const ends = new Set<() => void>();
  closing?.addEventListener("abort", () => {
    for (const end of ends) end();
  });

  return {
    open: (response, topics, { lastCursor, recheck }) => {
      // Gone while it was asked who it is: it would never be heard to close.
      if (response.closed) return;
      if (ends.size >= options.most || closing?.aborted) throw busy();
      const stream = openStream(response, { ...options, recheck });
      ends.add(stream.end);
      const unfollow = follow(pollers, topics, lastCursor, {
        hello: (cursor) => stream.send("hello", cursor, { topics: topics.map(({ name }) => name) }),
        changed: (topic, cursor) => stream.send("changed", cursor, { topic }),
      });
      response.once("close", () => {
        ends.delete(stream.end);
        unfollow();
      });
    },
  };
}

function busy(): AppError {
  const details = { retryAfterSeconds };
  return new AppError("busy", "too many streams are open here: try again later", { details });
}
