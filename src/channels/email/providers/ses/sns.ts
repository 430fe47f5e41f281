import { createPublicKey, createVerify } from "node:crypto";
import { request } from "undici";
import { guardedAgent } from "../../../../platform/address-guard/agent.ts";
import { at, textAt } from "../../../reports.ts";

/** What of a notification is signed, by its type, in this order. */
const signedFields: Record<string, readonly string[]> = {
  Notification: ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
  SubscriptionConfirmation: [
    "Message",
    "MessageId",
    "SubscribeURL",
    "Timestamp",
    "Token",
    "TopicArn",
    "Type",
  ],
};
const algorithms: Record<string, string> = { "1": "RSA-SHA1", "2": "RSA-SHA256" };
const amazons = /^sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/;
const timeoutMs = 10_000;
const maxBytes = 64 * 1024;

/** Asks an address of SNS. @returns what it says, or null where it says nothing of use */
export type AskSns = (url: string) => Promise<string | null>;

/** Whether an address is one of SNS itself: nobody else's certificate says anything. */
export function isOfSns(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port } = new URL(url);
  return protocol === "https:" && port === "" && amazons.test(hostname);
}

/** Whether SNS has signed a notification, by its certificate. */
export async function isSignedBySns(said: unknown, ask: AskSns): Promise<boolean> {
  const fields = signedFields[textAt(said, "Type") ?? ""];
  const algorithm = algorithms[textAt(said, "SignatureVersion") ?? ""];
  const certificateUrl = textAt(said, "SigningCertURL") ?? "";
  if (fields === undefined || algorithm === undefined || !isOfSns(certificateUrl)) return false;
  const pem = await ask(certificateUrl);
  if (pem === null) return false;
  const signed = fields.flatMap((name) => {
    const value = at(said, name);
    return typeof value === "string" ? [`${name}\n${value}\n`] : [];
  });
  try {
    const verifier = createVerify(algorithm).update(signed.join(""));
    return verifier.verify(createPublicKey(pem), textAt(said, "Signature") ?? "", "base64");
  } catch {
    return false;
  }
}

/** Certificates change rarely: those that were asked for are kept. */
export function snsOverHttp(): AskSns {
  const certificates = new Map<string, string>();
  return async (url) => {
    if (!isOfSns(url)) return null;
    const known = certificates.get(url);
    if (known !== undefined) return known;
    const agent = guardedAgent({ allowed: [] });
    try {
      const { statusCode, body } = await request(url, {
        dispatcher: agent,
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = (await body.text()).slice(0, maxBytes);
      if (statusCode !== 200) return null;
      if (text.includes("BEGIN CERTIFICATE") && certificates.size < 20) certificates.set(url, text);
      return text;
    } catch {
      return null;
    } finally {
      await agent.close();
    }
  };
}
