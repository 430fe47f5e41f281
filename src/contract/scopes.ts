/**
 * What an API key may do. `send`: events, contacts and orders in. `read`: everything that can be
 * seen. `manage`: event types, workflows, bindings, segments, templates. `admin`: people, API keys,
 * secrets. `collect`: events in, and nothing else; it is a part of `send`.
 */
export const scopes = ["send", "read", "manage", "admin", "collect"] as const;
export type Scope = (typeof scopes)[number];
