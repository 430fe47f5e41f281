import type app from "../messages/en/app.json";
import type importing from "../messages/en/import.json";
import type segments from "../messages/en/segments.json";
import type topics from "../messages/en/topics.json";

/**
 * The message files, by the room of the pages that shows them: `web/src/messages/{language}/{name}.json`.
 * English says which messages there are; the types of `t` follow from it.
 */
export interface Messages {
  app: typeof app;
  import: typeof importing;
  segments: typeof segments;
  topics: typeof topics;
}

export type Namespace = keyof Messages;
