import type { Response } from "express";
import { AppError } from "../../contract/errors.ts";
import { inboxNews, lookAtInboxes } from "../../services/in-app/stream.ts";
import type { Topic } from "../../services/live/poller.ts";
import { LivePoller } from "../../services/live/poller.ts";
import type { AppDependencies } from "../dependencies.ts";
import { openStream } from "../live/stream.ts";

const limits = { inAll: 2_000, ofContact: 8 };
const times = { lookMs: 1_000, heartbeatMs: 15_000, recheckMs: 30_000 };
const retryAfterSeconds = 10;

export interface InboxStreams {
  /**
   * Makes a response a stream of what changes in a contact's inbox.
   * @throws AppError `busy` where there are too many in all, or of this contact
   */
  open(response: Response, contactId: string, reader: InboxReader): void;
}

export interface InboxReader {
  /** Of the last news that it had by an earlier stream. */
  lastRevision: string | undefined;
  /** Throws AppError when it would not be let in any more. */
  recheck(): Promise<void>;
}

/**
 * All streams of inboxes of this process. One statement a second looks at all inboxes that are
 * watched here, whichever process writes into them; it rests while nobody watches.
 */
export function inboxStreams({ db, log, closing }: AppDependencies): InboxStreams {
  const poller = new LivePoller<Topic>({
    look: (topics) => lookAtInboxes(db, topics),
    everyMs: times.lookMs,
    onFailure: (error) => log.warn({ err: error }, "streams of inboxes stand still"),
  });
  const ends = new Set<() => void>();
  const counts = new Map<string, number>();
  closing?.addEventListener("abort", () => {
    for (const end of ends) end();
  });

  function count(contactId: string, more: 1 | -1): void {
    const now = (counts.get(contactId) ?? 0) + more;
    if (now === 0) counts.delete(contactId);
    else counts.set(contactId, now);
  }

  return {
    open: (response, contactId, { lastRevision, recheck }) => {
      // Gone while it was asked who it is: it would never be heard to close.
      if (response.closed) return;
      const isFull = (counts.get(contactId) ?? 0) >= limits.ofContact;
      if (ends.size >= limits.inAll || isFull || closing?.aborted === true) throw busy();
      const stream = openStream(response, { ...times, recheck });
      /** What its reader knows; null: nothing of this inbox. */
      let told = revisionIn(lastRevision);
      let hasGreeted = false;
      let isTelling = false;

      async function tell(revision: bigint): Promise<void> {
        // One ahead of the inbox is of another one, which it was before.
        if (!hasGreeted && told !== null && told > revision) told = null;
        if (isTelling || (hasGreeted && told !== null && revision <= told)) return;
        isTelling = true;
        try {
          // Who comes for the first time has read the list, or will.
          const since = told ?? revision;
          const { revision: id, ...data } = await inboxNews(db, contactId, String(since));
          stream.send(hasGreeted ? "changed" : "hello", id, data);
          told = BigInt(id);
          hasGreeted = true;
        } catch (error) {
          // The next look tells it.
          log.warn({ err: error }, "a stream of an inbox told nothing");
        } finally {
          isTelling = false;
        }
      }

      ends.add(stream.end);
      count(contactId, 1);
      const unwatch = poller.watch({ name: contactId }, (revision) => {
        void tell(BigInt(revision));
      });
      response.once("close", () => {
        ends.delete(stream.end);
        count(contactId, -1);
        unwatch();
      });
    },
  };
}

function revisionIn(text: string | undefined): bigint | null {
  return text !== undefined && /^\d{1,18}$/.test(text) ? BigInt(text) : null;
}

function busy(): AppError {
  const details = { retryAfterSeconds };
  return new AppError("busy", "too many streams are open: try again later", { details });
}
