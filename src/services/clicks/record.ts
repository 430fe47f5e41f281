import type { ServiceContext } from "../context.ts";
import { raiseEvents } from "../events/raise.ts";
import {
  insertLinkClick,
  overdueLinkClicks,
  takeLinkClick,
} from "../../db/messages/link-clicks.ts";
import type { ClickedMessage } from "../../db/messages/message-reactions.ts";
import {
  clickedMessage,
  markClicked,
  markMachine,
  markOpened,
} from "../../db/messages/message-reactions.ts";
import type { MachineSign } from "../../domain/machine-signs.ts";
import { isMachine } from "../../domain/machine-signs.ts";
import { messageEvent } from "../messages/message-event.ts";
import type { LinkReference } from "./link-signer.ts";

/** The keys of the system's event types for what is done with a message. */
const clickEventType = "click";
const openEventType = "open";

export interface Click extends LinkReference {
  url: string;
  at: Date;
  /** Names this click, so that recording it again after a fault keeps one event. */
  clickId: string;
  /** What speaks for a machine in the request itself. */
  signs: readonly MachineSign[];
  userAgent: string | null;
}

/** For how long a click waits for what else is done with its message, in milliseconds. */
export const clickHoldMs = 1_200;
const overdueSeconds = 5;
/** Quicker after a message was sent, nobody reads. */
const quickMs = 2_000;

/**
 * Keeps a click. Where the message has one link only, or it is plain that a machine made the click,
 * its event is raised at once.
 *
 * @returns whether it is still to be decided, by `decideClick` after `clickHoldMs`
 */
export async function recordClick(context: ServiceContext, click: Click): Promise<boolean> {
  const { messageId, clickId: id, index, url, at, signs, userAgent } = click;
  return context.transaction(async (context) => {
    const message = await clickedMessage(context.sql, messageId);
    // Erased meanwhile: nobody is left to speak of.
    if (message === undefined) return false;
    const quick = isQuick(message, at) ? (["speed"] as const) : [];
    const all = [...signs, ...quick];
    await insertLinkClick(context.sql, { id, messageId, index, url, at, signs: all, userAgent });
    const links = new Set(message.links.map((link) => link.url));
    if (links.size > 1 && !isMachine(all)) return true;
    await decideClick(context, id);
    return false;
  });
}

/**
 * Turns a kept click into its event: about the contact of the message, with the run's own key, so
 * that it can also stop by key, and the run's order, so that what it starts can speak of it. A click
 * in the mail of a test launch is noted at the message alone. Done again, it changes nothing.
 */
export async function decideClick(context: ServiceContext, clickId: string): Promise<void> {
  await context.transaction(async (context) => {
    // Event and note together: a run that the event wakes sees the message as clicked.
    const click = await takeLinkClick(context.sql, clickId);
    if (click === undefined) return;
    const { messageId, index, url, at, userAgent } = click;
    const message = await clickedMessage(context.sql, messageId);
    if (message === undefined) return;
    const signs: MachineSign[] = [...click.signs];
    if (click.isOneOfSeveral) signs.push("several_links");
    const machine = isMachine(signs);
    const link = message.links[index]?.name ?? url;
    if (!message.test) {
      await raiseEvents(context, [
        {
          ...messageEvent(message, messageId, at, { link, url, machine, signs, userAgent }),
          typeKey: clickEventType,
          messageId: `click/${clickId}`,
          source: "click",
        },
      ]);
    }
    if (machine) await markMachine(context.sql, messageId, "clicked_by_machine", link);
    else await markClicked(context.sql, messageId, link);
  });
}

/** Decides what an API that has ended meanwhile has left behind. @returns how many */
export async function decideOverdueClicks(context: ServiceContext): Promise<number> {
  const ids = await overdueLinkClicks(context.sql, overdueSeconds, 500);
  for (const id of ids) await decideClick(context, id);
  return ids.length;
}

function isQuick({ sentAt }: ClickedMessage, at: Date): boolean {
  return sentAt === null || at.getTime() - sentAt.getTime() < quickMs;
}

export interface Open {
  messageId: string;
  at: Date;
  signs: readonly MachineSign[];
  userAgent: string | null;
}

/** Notes an open; the first by a person raises its event, and so does the first by a machine. */
export async function recordOpen(context: ServiceContext, open: Open): Promise<void> {
  const { messageId, at, signs, userAgent } = open;
  await context.transaction(async (context) => {
    const message = await clickedMessage(context.sql, messageId);
    if (message === undefined) return;
    const machine = isMachine(signs);
    if (!message.test && (machine || !message.opened)) {
      await raiseEvents(context, [
        {
          ...messageEvent(message, messageId, at, { machine, signs: [...signs], userAgent }),
          typeKey: openEventType,
          messageId: machine ? `open/${messageId}/machine` : `open/${messageId}`,
          source: "open",
        },
      ]);
    }
    if (machine) await markMachine(context.sql, messageId, "opened_by_machine", null);
    else await markOpened(context.sql, messageId);
  });
}
