import { emailSettings } from "../../src/blocks/email-settings.ts";
import type { EmailInput } from "../../src/rendering/jobs.ts";

/** A job that renders an e-mail for Ada. */
export function mailOf(html: string, facts: Record<string, unknown> = {}): EmailInput {
  return {
    content: {
      defaultLanguage: "default",
      languages: { default: { subject: "Hello", html, text: null } },
    },
    utm: {},
    partials: {},
    missing: "empty",
    settings: emailSettings.parse({ to: "ada@example.com" }),
    facts: {
      contact: null,
      order: null,
      vars: {},
      messages: {},
      waited: {},
      workspace: { timeZone: "UTC", language: null },
      now: "2026-03-01T12:00:00Z",
      unsubscribeUrl: "https://example.com/u",
      event: {
        id: "e",
        typeKey: "t",
        keyValue: "k",
        params: {},
        receivedAt: "2026-03-01T12:00:00Z",
        occurredAt: null,
      },
      ...facts,
    },
  };
}
