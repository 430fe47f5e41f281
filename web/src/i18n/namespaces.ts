import type app from "../messages/en/app.json";
import type contacts from "../messages/en/contacts.json";

/**
 * The message files, by the room of the pages that shows them: `web/src/messages/{language}/{name}.json`.
 * English says which messages there are; the types of `t` follow from it.
 */
export interface Messages {
  app: typeof app;
  contacts: typeof contacts;
}

export type Namespace = keyof Messages;
