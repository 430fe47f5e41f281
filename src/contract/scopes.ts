/**
 * What an API key may do. `send`: events, contacts and orders in. `read`: everything that can be
 * seen. `manage`: event types, workflows, bindings, segments, keys.
 */
export const scopes = ["send", "read", "manage"] as const;
export type Scope = (typeof scopes)[number];
