import { z } from "zod";
import { unkeepableText } from "../../../contract/parse.ts";
import { exactJson } from "../../../domain/exact-json.ts";
import { unkeepable } from "../../../domain/keepable.ts";
import type { ServiceContext } from "../../../services/context.ts";
import type { Identity } from "../../../domain/identity.ts";
import { parseIdentity } from "../../../domain/identity.ts";
import { misnamedIn } from "../reteno/misnamed.ts";
import { idsOfGiven } from "../../../services/numeric-ids/numeric-ids.ts";
import type { Recipient } from "../../../services/template-sends/send.ts";

const maxRequestIdLength = 150;

const looseForm = z.looseObject({
  contactId: z.union([z.string(), z.number()]).nullish(),
  locator: z.string().max(320).nullish(),
  jsonParam: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish(),
  externalRequestId: z.union([z.string(), z.number()]).transform(String).nullish(),
});
const otherNames = {
  email: "locator",
  params: "jsonParam",
  parameters: "jsonParam",
  data: "jsonParam",
};

const fieldNames = Object.keys(looseForm.shape);

/** Whom to send to: an address, or an object with one of the two. */
export const recipientForm = z.preprocess(
  (given) => (typeof given === "string" ? { locator: given } : given),
  looseForm,
);
export type RecipientForm = z.output<typeof recipientForm>;

/** What recipients are named by. */
type LocatorKind = "email" | "phone";

export type Read = { ok: true; recipient: Recipient } | { ok: false; reason: string };

/**
 * Recipients in the core's terms, each by itself.
 * @param scope what request ids are of: the same one under another template is another request
 */
export async function readRecipients(
  context: ServiceContext,
  forms: readonly RecipientForm[],
  scope: string,
  shared: Record<string, unknown>,
  locatorKind: LocatorKind = "email",
): Promise<Read[]> {
  const ids = await idsOfGiven(
    context,
    "contact",
    forms.flatMap(({ contactId }) => contactId ?? []),
  );
  return forms.map((form) => {
    const fault = unkeepable(form);
    if (fault !== null) return { ok: false, reason: unkeepableText(fault) };
    const [misnamed] = misnamedIn(form, fieldNames, otherNames);
    if (misnamed !== undefined) {
      return { ok: false, reason: `${misnamed.name} is not known: ${misnamed.hint}` };
    }
    const who = whoIs(form, ids, locatorKind);
    if (typeof who === "string") return { ok: false, reason: who };
    const params = paramsOf(form.jsonParam);
    if (typeof params === "string") return { ok: false, reason: params };
    const requestId = form.externalRequestId ?? "";
    if (requestId.length > maxRequestIdLength) {
      return {
        ok: false,
        reason: `externalRequestId has more than ${maxRequestIdLength} characters`,
      };
    }
    const recipient: Recipient = { ...who, params: { ...shared, ...params } };
    if (requestId !== "") recipient.messageId = `reteno/message/${scope}/${requestId}`;
    return { ok: true, recipient };
  });
}

function whoIs(
  { contactId, locator }: RecipientForm,
  ids: ReadonlyMap<string, string>,
  locatorKind: LocatorKind,
): Pick<Recipient, "identities" | "knownContactId"> | string {
  const identities: Identity[] = [];
  const known = ids.get(String(contactId ?? ""));
  if (known === undefined && (contactId ?? "") !== "") {
    // No number of ours: the sender's own id of the person.
    const parsed = parseIdentity("contactId", contactId);
    if (parsed.outcome === "identity") identities.push(parsed.identity);
  }
  if ((locator ?? "").trim() !== "") {
    const parsed = parseIdentity(locatorKind, locator);
    if (parsed.outcome === "invalid") return `locator ${parsed.message}`;
    if (parsed.outcome === "identity") identities.push(parsed.identity);
  }
  if (known !== undefined) return { identities, knownContactId: known };
  return identities.length > 0 ? { identities } : "contactId or locator is needed";
}

function paramsOf(given: RecipientForm["jsonParam"]): Record<string, unknown> | string {
  if (given === null || given === undefined || given === "") return {};
  // Where it is written as a text, it has not been looked at with the body.
  const value: unknown = typeof given === "string" ? jsonOf(given) : given;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return "jsonParam is not a JSON object";
  }
  const fault = unkeepable(value, ["jsonParam"]);
  return fault === null ? (value as Record<string, unknown>) : unkeepableText(fault);
}

function jsonOf(text: string): unknown {
  try {
    return exactJson(text);
  } catch {
    return undefined;
  }
}
