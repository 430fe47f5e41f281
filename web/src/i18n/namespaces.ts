import type app from "../messages/en/app.json";
import type events from "../messages/en/events.json";
import type palette from "../messages/en/palette.json";

/**
 * The message files, by the room of the pages that shows them: `web/src/messages/{language}/{name}.json`.
 * English says which messages there are; the types of `t` follow from it.
 */
export interface Messages {
  app: typeof app;
  events: typeof events;
  palette: typeof palette;
}

export type Namespace = keyof Messages;
