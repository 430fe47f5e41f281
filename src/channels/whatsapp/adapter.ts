import { lastWrittenAt } from "../../db/messages/chat-threads.ts";
import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import { chatAdapter } from "../chat-adapter.ts";
import { whatsapp } from "./description.ts";

const windowMs = 24 * 3_600_000;

/** WhatsApp takes a text of one's own only within 24 hours after the person has written. */
export const whatsappAdapter = chatAdapter({
  description: whatsapp,
  refusal: async ({ db }, { recipient, isTemplate }) => {
    if (isTemplate) return null;
    const last = await lastWrittenAt(db, whatsapp.name, recipient);
    if (last !== null && Date.now() - last.getTime() < windowMs) return null;
    return last === null ? sayMessage("neverWrote") : sayMessage("wroteLast", { at: last });
  },
});
