/**
 * What an API key may do. `send`: events, contacts and orders in. `read`: everything that can be
 * seen. `manage`: event types, workflows, bindings, segments, templates. `admin`: people, API keys,
 * secrets.
 */
export const scopes = ["send", "read", "manage", "admin"] as const;
export type Scope = (typeof scopes)[number];
