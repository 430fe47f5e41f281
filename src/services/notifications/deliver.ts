import type { Dispatcher } from "undici";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import type { Sql } from "../../db/core/database.ts";
import type { SealedTarget } from "../../db/notifications/targets.ts";
import type { OutsideRequest } from "../../platform/address-guard/request.ts";
import { requestOutside } from "../../platform/address-guard/request.ts";
import { openSecret, signatureOf } from "../activity-webhooks/secret.ts";
import type { SendingResources } from "../channel-setups/send-one.ts";
import { sendOne } from "../channel-setups/send-one.ts";
import { whyUnopened } from "../secrets/unopened.ts";
import type { Notice } from "./notice.ts";
import { openSlackAddress } from "./targets.ts";

export interface DeliveryResources extends SendingResources {
  /** For what is sent by HTTP: public addresses only. */
  agent: Dispatcher;
}

type Target = Pick<SealedTarget, "id" | "kind" | "address" | "sealed">;

const timeoutMs = 15_000;

/** Tells a target. @returns why it failed, in words; null: it was taken */
export async function deliver(
  sql: Sql,
  resources: DeliveryResources,
  target: Target,
  notice: Notice,
): Promise<string | null> {
  if (target.kind === "email") return byMail(sql, resources, target.address, notice);
  const request = requestTo(resources.config.secretsKeys, target, notice);
  if (typeof request === "string") return `it ${request}: make it anew, or give that key back`;
  const answered = await requestOutside(resources.agent, {
    ...request,
    timeoutMs,
    maxBytes: 4_096,
  });
  if (answered.outcome !== "answered") return answered.message;
  const { status } = answered;
  return status >= 200 && status < 300 ? null : `answered ${status}`;
}

async function byMail(
  sql: Sql,
  resources: DeliveryResources,
  to: string,
  { id, title, text, link }: Notice,
): Promise<string | null> {
  const words = `${text}\n\n${link.words}: ${link.url}\n`;
  const outcome = await sendOne(sql, resources, "email", { id, to, title, text: words });
  if (typeof outcome === "string") return outcome;
  // Of one that may have been taken, another would be a second one.
  return outcome.outcome === "sent" || outcome.outcome === "unknown" ? null : outcome.message;
}

/** @returns why it can't be opened, as the end of a sentence */
function requestTo(
  keys: SealingKeys | undefined,
  { id, kind, address, sealed }: Target,
  notice: Notice,
): Omit<OutsideRequest, "timeoutMs" | "maxBytes"> | string {
  if (sealed === null) throw new Error(`the target ${id} has nothing sealed`);
  const json = { "content-type": "application/json", "user-agent": "Campanile" };
  if (kind === "slack") {
    const opened = openSlackAddress(keys, id, sealed);
    if (opened.outcome !== "opened") return whyUnopened(opened);
    const { value: url } = opened;
    const confidential = { headers: new Set<string>(), body: true };
    return { method: "POST", url, headers: json, body: slackBody(notice), confidential };
  }
  const opened = openSecret(keys, id, sealed);
  if (opened.outcome !== "opened") return whyUnopened(opened);
  const body = webhookBody(notice);
  return {
    method: "POST",
    url: address,
    headers: {
      ...json,
      "campanile-delivery": notice.id,
      "campanile-signature": signatureOf(opened.value, body, new Date()),
    },
    body,
    confidential: { headers: new Set(["campanile-signature"]), body: true },
  };
}

/** Slack's own marks, of which it knows these three (Slack, "Formatting text for app surfaces"). */
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function slackBody({ title, text, link }: Notice): string {
  const words = `*${escaped(title)}*\n${escaped(text.replaceAll("\n\n", "\n"))}`;
  return JSON.stringify({ text: `${words}\n<${link.url}|${escaped(link.words)}>` });
}

function webhookBody({ id, title, text, link, data }: Notice): string {
  return JSON.stringify({ id, ...data, title, text, url: link.url });
}
