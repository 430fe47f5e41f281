import type { ContactFacts, Facts } from "./facts.ts";

const tag = /%([A-Z][A-Z0-9_]{2,49})%/g;

/**
 * Writes `%FIRSTNAME%` and the like as references, so that what stands in the contact is never read
 * as a template. In an address, `%ABOUT%20US` is encoded text: what begins and ends as such is a tag
 * only where there is one of its name.
 */
export function withTags(template: string, tags: object = {}): string {
  return template.replaceAll(tag, (found, name: string, at: number) => {
    const isEncoded =
      /^[0-9A-F]{2}/.test(name) &&
      /^[0-9A-Fa-f]{2}/.test(template.slice(at + found.length, at + found.length + 2));
    return isEncoded && !Object.hasOwn(tags, name) ? found : `$!{tags.${name}}`;
  });
}

const ofContact: Record<string, keyof ContactFacts> = {
  FIRSTNAME: "firstName",
  FIRST_NAME: "firstName",
  LASTNAME: "lastName",
  LAST_NAME: "lastName",
  EMAIL: "email",
  EMAIL_ADDRESS: "email",
  SMS: "phone",
  PHONE: "phone",
  LANGUAGE: "language",
};

type KnownVariables = Pick<Facts, "event" | "contact" | "order" | "vars"> & {
  data: Record<string, unknown>;
  unsubscribeUrl: string;
  preferencesUrl?: string;
  confirmUrl?: string | null;
  chatToken?: string;
};

/**
 * What a Velocity template sees: the event's params as `$name` and in `$data`, with the block's data
 * over them; `$event`, `$contact`, `$order`, `$vars`, `$unsubscribeUrl`, `$preferencesUrl`, `$confirmUrl`,
 * `$chatToken`; and contact tags: fields, attributes by their names in capitals, and variables of the run such as PC_GENERAL.
 */
export function velocityFacts(facts: KnownVariables): Record<string, unknown> {
  const { event, contact, order, vars, unsubscribeUrl, preferencesUrl, confirmUrl, chatToken } =
    facts;
  const data = { ...event.params, ...facts.data };
  const fields = Object.entries(ofContact).map(([name, field]) => [name, contact?.[field]]);
  const attributes = Object.entries(contact?.attributes ?? {}).map(([name, value]) => [
    name.toUpperCase(),
    value,
  ]);
  const tags: unknown = Object.fromEntries([...attributes, ...Object.entries(vars), ...fields]);
  // What the event says goes first: a moved template means its params.
  return {
    event,
    contact,
    order,
    vars,
    ...data,
    data,
    tags,
    unsubscribeUrl,
    preferencesUrl,
    confirmUrl,
    chatToken,
  };
}
