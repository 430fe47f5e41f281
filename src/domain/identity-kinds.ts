/**
 * What contacts are known by, from the strongest to the weakest: when identities name different
 * contacts, the first wins. Apart from what reads them, whose library pages need not load.
 */
export const identityKinds = [
  "contactId",
  "email",
  "phone",
  "telegram",
  "viber",
  "slack",
  "pushToken",
  "contactKey",
  "anonymousId",
] as const;
export type IdentityKind = (typeof identityKinds)[number];
