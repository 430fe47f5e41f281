import { parsePhoneNumberFromString } from "libphonenumber-js";
import { keptEmail } from "./email-address.ts";
import type { IdentityKind } from "./identity-kinds.ts";
import { identityKinds } from "./identity-kinds.ts";
import { plainAddress, plainText } from "./visible-text.ts";
export type { IdentityKind } from "./identity-kinds.ts";
export { identityKinds } from "./identity-kinds.ts";

export interface Identity {
  kind: IdentityKind;
  /** In normal form: see `keptEmail`, phones in E.164, other ids as `plainText` leaves them. */
  value: string;
}

export type ParsedIdentity =
  | { outcome: "identity"; identity: Identity }
  /** Empty or blank, or an address of "null": as if it had not been sent. */
  | { outcome: "absent" }
  | { outcome: "invalid"; message: string };

const longest = {
  contactId: 300,
  email: 320,
  phone: 32,
  telegram: 100,
  viber: 100,
  slack: 320,
  pushToken: 2_600,
  contactKey: 300,
  anonymousId: 300,
};

/** An index of Postgres takes no more: 2,704 bytes, the kind beside it. */
const maxBytes = 2_600;

/** One identity in normal form. An id that names nobody is one all the same: see `whyNameless`. */
export function parseIdentity(kind: IdentityKind, raw: unknown): ParsedIdentity {
  if (raw === null || raw === undefined) return { outcome: "absent" };
  if (typeof raw !== "string" && typeof raw !== "number") {
    return { outcome: "invalid", message: `${kind} must be text` };
  }
  const value = plainText(String(raw));
  if (value === "" || (isAddress({ kind }) && value.toLowerCase() === "null"))
    return { outcome: "absent" };
  if (value.length > longest[kind]) {
    return { outcome: "invalid", message: `${kind} is longer than ${longest[kind]} characters` };
  }
  if (new TextEncoder().encode(value).length > maxBytes) {
    return { outcome: "invalid", message: `${kind} is longer than ${maxBytes} bytes` };
  }
  if (kind === "email") return parseEmail(value);
  if (kind === "phone") return parsePhone(value);
  return { outcome: "identity", identity: { kind, value } };
}

function parseEmail(value: string): ParsedIdentity {
  const address = keptEmail(value);
  return address === null
    ? { outcome: "invalid", message: "not an e-mail address, such as ada@example.com" }
    : { outcome: "identity", identity: { kind: "email", value: address } };
}

/** International form, with or without its plus sign: without a country nothing else is certain. */
function parsePhone(value: string): ParsedIdentity {
  const plain = plainAddress(value)
    .replaceAll(/\p{Z}/gu, " ")
    .replace(/^tel:\s*/i, "")
    .trim()
    .replace(/^\(\+/, "+(");
  const international = plain.startsWith("+") ? plain : `+${plain.replace(/^00/, "")}`;
  const phone = parsePhoneNumberFromString(international);
  return phone?.isValid() === true
    ? { outcome: "identity", identity: { kind: "phone", value: phone.number } }
    : {
        outcome: "invalid",
        message: "not a phone number with its country code, such as +442071838750",
      };
}

export function strength(kind: IdentityKind): number {
  return identityKinds.indexOf(kind);
}

/** Says where somebody is written to. */
export function isAddress({ kind }: Pick<Identity, "kind">): boolean {
  return kind === "email" || kind === "phone";
}

/** Identities of these kinds say which device it is, and not yet who. */
const deviceKinds: readonly IdentityKind[] = ["anonymousId", "pushToken"];

export function isDevice({ kind }: Pick<Identity, "kind">): boolean {
  return deviceKinds.includes(kind);
}

/** By these alone nobody is known: a visitor, or somebody who has written in a chat. */
export const visitorKinds: readonly IdentityKind[] = [...deviceKinds, "telegram", "viber", "slack"];
