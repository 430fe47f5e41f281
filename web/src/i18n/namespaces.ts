import type app from "../messages/en/app.json";
import type channels from "../messages/en/channels.json";
import type settings from "../messages/en/settings.json";
import type sources from "../messages/en/sources.json";
import type workers from "../messages/en/workers.json";

/**
 * The message files, by the room of the pages that shows them: `web/src/messages/{language}/{name}.json`.
 * English says which messages there are; the types of `t` follow from it.
 */
export interface Messages {
  app: typeof app;
  channels: typeof channels;
  settings: typeof settings;
  sources: typeof sources;
  workers: typeof workers;
}

export type Namespace = keyof Messages;
