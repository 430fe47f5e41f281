import { randomBytes } from "node:crypto";
import { expect } from "vitest";
import { testApp, testConfig } from "../../api/test-app.ts";
import type { Sent } from "./deliveries.ts";

export const secret = "a secret of theirs";

/** An API with sources, and what a provider and its owner do with them. */
export async function sourceApp() {
  const app = await testApp({
    config: testConfig({ SECRETS_KEY: randomBytes(32).toString("base64") }),
  });
  return {
    app,
    make: async (body: Record<string, unknown>) => {
      const answer = await app.call("POST", "/api/v1/sources", { name: "Shop", ...body });
      expect([answer.status, answer.body]).toEqual([201, answer.body]);
      const { id, address } = answer.body as { id: string; address: string };
      return { id, address, path: new URL(address).pathname };
    },
    deliver: async (
      path: string,
      { headers, body }: { headers?: Record<string, string>; body: string | FormData },
    ) => {
      const response = await fetch(app.url + path, {
        method: "POST",
        headers: { ...headers },
        body,
      });
      // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers as a client would
      return { status: response.status, body: (await response.json()) as any };
    },
    eventOf: async (id: string) => (await app.call("GET", `/api/v1/events/${id}`)).body,
    contactBy: async (email: string) => {
      const search = `/api/v1/contacts/search?email=${encodeURIComponent(email)}`;
      const found = await app.call("GET", search);
      return (await app.call("GET", `/api/v1/contacts/${found.body.items[0]?.id}`)).body;
    },
    samplesOf: async ({ id }: { id: string }) =>
      (await app.call("GET", `/api/v1/sources/${id}/samples`)).body.items,
  };
}

export const json = (body: unknown): Sent => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
export const form = (body: string): Sent => ({
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body,
});

/** A mapping for entries of a list. */
export const entry = {
  eventType: "{{ item.type }}",
  messageId: "{{ item.id }}",
  contact: { email: "{{ item.email }}" },
};
export const statuses = (results: { status: string }[]) => results.map(({ status }) => status);
