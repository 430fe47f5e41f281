import { validate } from "uuid";
import type { InAppSettings } from "../../blocks/short-messages.ts";
import { putIntoInbox, putTrialIntoInbox } from "../../db/contacts/in-app-messages.ts";
import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import type { ChannelAdapter, Composition, SendOutcome } from "../adapter.ts";
import type { ShownContent } from "../devices/compose.ts";
import { composeShown } from "../devices/compose.ts";
import { inApp } from "./description.ts";

/** What a message row keeps: the rendered parts, and how inboxes show them. */
export interface InAppContent extends ShownContent, Partial<InAppManners> {}

type InAppManners = Pick<InAppSettings, "format" | "tag" | "pinned" | "expiresHours">;

const usualHours = 2_160;
const trialHours = 24;
const dayMs = 86_400_000;
const concurrency = 20;

/** Messages that are put into the inboxes of contacts: a row each, by the message's id. */
export const inAppAdapter: ChannelAdapter = {
  open: ({ db, links }) => ({
    limits: { concurrency, perSecond: undefined },
    compose: async (renderer, composition) => {
      const { activeDays, ...settings } = composition.message.settings as InAppSettings;
      if (activeDays !== undefined && !(await wasThere(composition, activeDays))) {
        return { outcome: "not sent", detail: sayMessage("notInInbox", { count: activeDays }) };
      }
      const { format, tag, pinned, expiresHours } = settings;
      const kept = { format, tag, pinned, expiresHours };
      return composeShown(renderer, { description: inApp, links, settings: kept }, composition);
    },
    send: async ({ id, channel, content }) => {
      if (channel === inApp.inbox) {
        return { outcome: "sent", response: "a test launch: it is shown, and sent to nobody" };
      }
      const { tag = "", pinned = false, expiresHours = usualHours } = content as InAppContent;
      const manners = { tag: tag === "" ? null : tag, isPinned: pinned, hours: expiresHours };
      return outcomeOf(await putIntoInbox(db, id, content, manners));
    },
    sendTest: async ({ id, to, text }) => {
      if (!validate(to)) return { outcome: "refused", message: "the recipient is no contact's id" };
      const trial = { id, contactId: to, content: { title: text }, hours: trialHours };
      return outcomeOf(await putTrialIntoInbox(db, trial));
    },
    close: () => Promise.resolve(),
  }),
};

async function wasThere(composition: Composition, days: number): Promise<boolean> {
  if (composition.isTest) return true;
  const last = await composition.lastInInbox();
  return last !== undefined && Date.now() - last.getTime() < days * dayMs;
}

function outcomeOf(isThere: boolean): SendOutcome {
  return isThere
    ? { outcome: "sent", response: "in the inbox" }
    : { outcome: "refused", message: "there is no such contact any more" };
}
