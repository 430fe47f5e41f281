import type { MemberMessage } from "../db/messages/broadcasts.ts";
import type { MaybeTaken } from "./message-delivery.ts";
import { standingOf } from "./message-delivery.ts";

/** What earlier attempts have left of a member's message, and what is to be done for it. */
export interface MemberStanding {
  /** None: nothing was kept yet. Held: looked at again. Open: kept and not sent. */
  at: "none" | "held" | "open" | "settled";
  /** The message that is held or open. */
  id?: string;
  /** Those of which nobody knows: their worker ended while the server was taking them. */
  lost: MemberMessage[];
  /** Those that are not to be sent beside the member's one. */
  spare: string[];
}

/**
 * A member has one message, and several where contacts were merged meanwhile: whoever was two members
 * gets what one of them was sent, or else one of theirs.
 *
 * @param ownId what the member's message is called
 * @param isUnderWay whether this attempt is sending a message
 * @param mayGoAgain of a message that may have been taken
 */
export function memberStanding(
  ownId: string,
  messages: readonly MemberMessage[],
  isUnderWay: (id: string) => boolean,
  mayGoAgain: (message: MaybeTaken) => boolean,
): MemberStanding {
  const lost: MemberMessage[] = [];
  const open: MemberMessage[] = [];
  const held: MemberMessage[] = [];
  let isSettled = false;
  // Its own first, where any would do.
  for (const message of messages.toSorted((a, b) => rank(a, ownId) - rank(b, ownId))) {
    const { id, state } = message;
    // One that was refused is not tried again, as a single message of a run that goes on would be.
    if (state === "dropped" || state === "failed" || isUnderWay(id)) isSettled = true;
    else if (state === "held") held.push(message);
    else {
      const standing = standingOf(state, message, mayGoAgain);
      if (standing === "open") open.push(message);
      else isSettled = true;
      if (standing === "lost") lost.push(message);
    }
  }
  const waiting = [...open, ...held];
  const chosen = isSettled ? undefined : waiting[0];
  const others = givenUp(waiting.filter((message) => message !== chosen));
  const rest = { lost: [...lost, ...others.lost], spare: others.spare };
  if (isSettled) return { at: "settled", ...rest };
  if (chosen === undefined) return { at: "none", ...rest };
  return { at: open.length > 0 ? "open" : "held", id: chosen.id, ...rest };
}

/** Of a contact that is gone nothing goes any more; of what was being sent nobody knows. */
export function standingOfGone(
  messages: readonly MemberMessage[],
  isUnderWay: (id: string) => boolean,
): Pick<MemberStanding, "lost" | "spare"> {
  return givenUp(messages.filter(({ id }) => !isUnderWay(id)));
}

function givenUp(messages: readonly MemberMessage[]): Pick<MemberStanding, "lost" | "spare"> {
  const waits = messages.filter(({ state }) => state === "queued" || state === "held");
  return {
    lost: messages.filter(({ state }) => state === "sending"),
    spare: waits.map(({ id }) => id),
  };
}

const rank = ({ id }: MemberMessage, ownId: string): number => (id === ownId ? 0 : 1);
