import type app from "../messages/en/app.json";
import type home from "../messages/en/home.json";
import type signIn from "../messages/en/sign-in.json";
import type ui from "../messages/en/ui.json";
import type words from "../messages/en/words.json";
import type triggers from "../messages/en/triggers.json";
import type workflows from "../messages/en/workflows.json";
import type events from "../messages/en/events.json";
import type palette from "../messages/en/palette.json";
import type messages from "../messages/en/messages.json";
import type notifications from "../messages/en/notifications.json";
import type orders from "../messages/en/orders.json";
import type products from "../messages/en/products.json";
import type promoCodes from "../messages/en/promo-codes.json";
import type templates from "../messages/en/templates.json";
import type channels from "../messages/en/channels.json";
import type settings from "../messages/en/settings.json";
import type sources from "../messages/en/sources.json";
import type workers from "../messages/en/workers.json";
import type importing from "../messages/en/import.json";
import type segments from "../messages/en/segments.json";
import type reports from "../messages/en/reports.json";
import type topics from "../messages/en/topics.json";
import type contacts from "../messages/en/contacts.json";
import type settingsPressure from "../messages/en/settings-pressure.json";
import type settingsSecrets from "../messages/en/settings-secrets.json";
import type settingsSite from "../messages/en/settings-site.json";
import type settingsIdentity from "../messages/en/settings-identity.json";
import type settingsRfm from "../messages/en/settings-rfm.json";
import type settingsWorkspace from "../messages/en/settings-workspace.json";
import type conditions from "../messages/en/conditions.json";
import type forms from "../messages/en/forms.json";
import type inputs from "../messages/en/inputs.json";
import type canvas from "../messages/en/canvas.json";
import type settingsKeys from "../messages/en/settings-keys.json";

/**
 * The message files, by the room of the pages that shows them: `web/src/messages/{language}/{name}.json`.
 * English says which messages there are; the types of `t` follow from it.
 */
export interface Messages {
  app: typeof app;
  home: typeof home;
  "sign-in": typeof signIn;
  ui: typeof ui;
  words: typeof words;
  triggers: typeof triggers;
  workflows: typeof workflows;
  events: typeof events;
  palette: typeof palette;
  messages: typeof messages;
  notifications: typeof notifications;
  orders: typeof orders;
  products: typeof products;
  "promo-codes": typeof promoCodes;
  templates: typeof templates;
  channels: typeof channels;
  settings: typeof settings;
  sources: typeof sources;
  workers: typeof workers;
  import: typeof importing;
  segments: typeof segments;
  topics: typeof topics;
  contacts: typeof contacts;
  "settings-workspace": typeof settingsWorkspace;
  "settings-keys": typeof settingsKeys;
  "settings-rfm": typeof settingsRfm;
  "settings-identity": typeof settingsIdentity;
  "settings-site": typeof settingsSite;
  "settings-secrets": typeof settingsSecrets;
  "settings-pressure": typeof settingsPressure;
  reports: typeof reports;
  canvas: typeof canvas;
  conditions: typeof conditions;
  forms: typeof forms;
  inputs: typeof inputs;
}

export type Namespace = keyof Messages;
