import type { z } from "zod";
import type { apiKey, createdApiKey } from "../../../src/contract/api/api-keys.ts";
import type { Scope } from "../../../src/contract/scopes.ts";
import type { Wire } from "./wire.ts";

export type ApiKey = Wire<z.input<typeof apiKey>>;
export type CreatedApiKey = Wire<z.input<typeof createdApiKey>>;

export const scopeLabels: Record<Scope, string> = {
  send: "Send events, contacts and orders",
  read: "See everything",
  manage: "Change event types, workflows and segments",
  admin: "Manage people, keys and secrets",
  collect: "Only send events, from pages of a site",
};
