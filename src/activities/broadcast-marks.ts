import type { Claim } from "../db/messages/broadcasts.ts";
import { claimMessages } from "../db/messages/broadcasts.ts";
import type { Database, Sql } from "../db/core/database.ts";
import { isUnavailable } from "../db/core/database-errors.ts";
import type { MessageChange } from "../db/messages/message-rows.ts";
import { setMessageStates } from "../db/messages/message-rows.ts";
import { pauseFor } from "../domain/pressure/channel-pause.ts";
import { groupCommit } from "../platform/group-commit.ts";
import { countMessage } from "../platform/telemetry/count-message.ts";
import type { MessageOutcome } from "../platform/telemetry/instruments/messages.ts";

/** Notes that a message is on its way, and what became of it. */
export interface Marks {
  /** Committed before it resolves. */
  claim(claim: Claim): Promise<ClaimAnswer>;
  /** Committed before it resolves. */
  note(change: MessageChange, counted: Counted): Promise<void>;
  /** Whether a message was claimed here, and what became of it is not noted yet. */
  isUnderWay(id: string): boolean;
}

/** Lost: somebody else has it, or it was sent. Paused: its channel is. */
export type ClaimAnswer = "taken" | "lost" | "paused";

interface Counted {
  channel: string;
  outcome: MessageOutcome;
}

type Mark = Claim | { change: MessageChange; counted: Counted };

/**
 * The marks of messages that are sent side by side. Those that are to be made while others are being
 * committed share the next transaction: nobody waits for company, and under load one commit serves
 * many.
 */
export function messageMarks(db: Database, isTest: boolean): Marks {
  const underWay = new Set<string>();
  const group = groupCommit<Mark, ClaimAnswer>({
    commit: (marks) => db.tx((sql) => write(sql, marks)),
    isForAll: isUnavailable,
    lanes: 1,
    largest: 1_000,
  });

  async function write(sql: Sql, marks: readonly Mark[]): Promise<ClaimAnswer[]> {
    const claims = marks.flatMap((mark) => ("from" in mark ? [mark] : []));
    const notes = marks.flatMap((mark) => ("from" in mark ? [] : [mark]));
    // Notes first: they may lock places of contacts, and channels are locked behind those everywhere.
    const [, { taken, pauses }] = await Promise.all([
      setMessageStates(
        sql,
        notes.map(({ change }) => change),
      ),
      claimMessages(sql, claims, isTest),
    ]);
    for (const { counted } of notes) {
      countMessage(sql, { channel: counted.channel, test: isTest }, counted.outcome);
    }
    return marks.map((mark) => {
      if (!("from" in mark) || taken.has(mark.id)) return "taken";
      return pauseFor(pauses, mark) === undefined ? "lost" : "paused";
    });
  }

  return {
    claim: async (claim) => {
      underWay.add(claim.id);
      const [answer = "lost"] = await group.submit([claim]);
      if (answer !== "taken") underWay.delete(claim.id);
      return answer;
    },
    note: async (change, counted) => {
      await group.submit([{ change, counted }]);
      underWay.delete(change.id);
    },
    isUnderWay: (id) => underWay.has(id),
  };
}
