import { contextOf } from "../../support/context.ts";
import { randomUUID } from "node:crypto";
import { putSetup } from "../../../src/services/channel-setups/put-setup.ts";
import { numberOf } from "../../../src/services/numeric-ids/numeric-ids.ts";
import type { TestApi } from "../../api/workflows/api.ts";

/** What examples name in angle brackets, made when a row names it and the same all through the row. */
const makers: Record<string, (api: TestApi, made: Made) => Promise<string> | string> = {
  key: (api) => api.key,
  unique: () => randomUUID(),
  now: () => new Date().toISOString(),
  email: () => `${randomUUID()}@example.com`,
  contact: async (api, made) => {
    const answer = await api.post("/contacts/upsert", {
      email: await made("email"),
      contactId: await made("customer"),
    });
    return (answer.body as { contact: { id: string } }).contact.id;
  },
  /** The contact's id by its owner. */
  customer: () => `customer-${randomUUID()}`,
  "contact number": async (api, made) =>
    String(await numberOf(contextOf(api.db), "contact", await made("contact"))),
  segment: async (api) => {
    const answer = await api.post("/segments", { name: `Segment ${randomUUID()}` });
    return (answer.body as { id: string }).id;
  },
  "segment number": async (api, made) =>
    String(await numberOf(contextOf(api.db), "segment", await made("segment"))),
  /** The key of a topic. */
  topic: async (api) => {
    const key = randomUUID();
    await api.post("/topics", { key, name: `Topic ${key}` });
    return key;
  },
  /** A number, once SMS can be sent. */
  "reachable phone": async (api) => {
    await putSetup(contextOf(api.db), undefined, "sms", {
      provider: "http",
      settings: { baseUrl: "https://sms.example.com" },
      secrets: {},
      perSecond: null,
      concurrency: 10,
    });
    return "+380501234567";
  },
  template: async (api) => {
    const content = { subject: "Hello", html: "<p>Hello</p>" };
    const answer = await api.post("/templates", { name: `Template ${randomUUID()}`, content });
    return (answer.body as { id: string }).id;
  },
  "template number": async (api, made) =>
    String(await numberOf(contextOf(api.db), "template", await made("template"))),
};

export type Made = (word: string) => Promise<string>;

/** Fills in a row's words; a word keeps its value to the end of the row. */
export function wordsOf(api: TestApi): (text: string) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  const made: Made = (word) => {
    const maker = makers[word];
    if (maker === undefined) {
      throw new Error(`<${word}> is nothing; there are ${Object.keys(makers).join(", ")}`);
    }
    const value = known.get(word) ?? Promise.resolve(maker(api, made));
    known.set(word, value);
    return value;
  };
  return async (text) => {
    let filled = text;
    for (const word of new Set([...text.matchAll(/<([a-z ]+)>/g)].map(([, name = ""]) => name))) {
      filled = filled.replaceAll(`<${word}>`, await made(word));
    }
    return filled;
  };
}
