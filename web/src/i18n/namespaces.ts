import type app from "../messages/en/app.json";
import type segments from "../messages/en/segments.json";

/**
 * The message files, by the room of the pages that shows them: `web/src/messages/{language}/{name}.json`.
 * English says which messages there are; the types of `t` follow from it.
 */
export interface Messages {
  app: typeof app;
  segments: typeof segments;
}

export type Namespace = keyof Messages;
