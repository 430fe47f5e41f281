import type { Claim } from "../db/messages/broadcasts.ts";
import { claimMessages } from "../db/messages/broadcasts.ts";
import type { Database, Sql } from "../db/core/database.ts";
import { isUnavailable } from "../db/core/database-errors.ts";
import type { MessageChange } from "../db/messages/message-rows.ts";
import { setMessageStates } from "../db/messages/message-rows.ts";
import { groupCommit } from "../platform/group-commit.ts";
import { countMessage } from "../platform/telemetry/count-message.ts";
import type { MessageOutcome } from "../platform/telemetry/instruments/messages.ts";

/** Notes that a message is on its way, and what became of it. */
export interface Marks {
  /** Committed before it resolves. @returns false when somebody else has it, or it was sent */
  claim(claim: Claim): Promise<boolean>;
  /** Committed before it resolves. */
  note(change: MessageChange, counted: Counted): Promise<void>;
  /** Whether a message was claimed here, and what became of it is not noted yet. */
  isUnderWay(id: string): boolean;
}

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
  const group = groupCommit<Mark, boolean>({
    commit: (marks) => db.tx((sql) => write(sql, marks)),
    isForAll: isUnavailable,
    lanes: 1,
    largest: 1_000,
  });

  async function write(sql: Sql, marks: readonly Mark[]): Promise<boolean[]> {
    const claims = marks.flatMap((mark) => ("from" in mark ? [mark] : []));
    const notes = marks.flatMap((mark) => ("from" in mark ? [] : [mark]));
    const [claimed] = await Promise.all([
      claimMessages(sql, claims),
      setMessageStates(
        sql,
        notes.map(({ change }) => change),
      ),
    ]);
    for (const { counted } of notes) {
      countMessage(sql, { channel: counted.channel, test: isTest }, counted.outcome);
    }
    return marks.map((mark) => !("from" in mark) || claimed.has(mark.id));
  }

  return {
    claim: async (claim) => {
      underWay.add(claim.id);
      const isTaken = (await group.submit([claim]))[0] === true;
      if (!isTaken) underWay.delete(claim.id);
      return isTaken;
    },
    note: async (change, counted) => {
      await group.submit([{ change, counted }]);
      underWay.delete(change.id);
    },
    isUnderWay: (id) => underWay.has(id),
  };
}
