import { z } from "zod";
import { channelOf } from "../../channels/registry.ts";
import { deviceLanguage, pushSubscription } from "../../contract/api/devices.ts";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import { AppError } from "../../contract/errors.ts";
import { fieldErrorsOf } from "../../contract/parse.ts";
import { dropDeviceByToken, replaceDeviceToken } from "../../db/contacts/contact-devices.ts";
import { findSetup } from "../../db/messages/channel-setups.ts";
import { parseIdentity } from "../../domain/identity.ts";
import { vapidPublicKey } from "../../domain/vapid-keys.ts";
import { readSetup } from "../channel-setups/read-setup.ts";
import { contactOfToken } from "../contact-tokens/contact-tokens.ts";
import type { ServiceContext } from "../context.ts";
import { registerDevice, registerDeviceOf } from "../devices/devices.ts";

/** What browsers on a site's pages ask for: see site/push.js. */

const channel = "webPush";

const subscribing = z.object({
  subscription: pushSubscription,
  token: z.string().max(4_000).optional(),
  anonymousId: z.string().max(300).optional(),
  language: deviceLanguage.optional().catch(undefined),
  app: z.string().max(200).optional(),
});
const leaving = z.object({ endpoint: z.string().max(2_000) });
const changing = z.object({ before: z.string().max(2_000), subscription: pushSubscription });

/** The key to which browsers bind their subscriptions; null where web push is not set up. */
export async function webPushKey(
  context: ServiceContext,
  secretsKeys: SealingKeys | undefined,
): Promise<string | null> {
  const row = await findSetup(context.sql, channel);
  if (row === undefined) return null;
  const read = readSetup(channelOf(channel), row, secretsKeys);
  if (read.outcome === "unusable") return null;
  return vapidPublicKey(read.setup.secrets["privateKey"] ?? "");
}

/**
 * Keeps a browser as a device: of the contact that a signed token names, or of the visitor with an
 * anonymous id. Nothing else is believed here, as anybody may call this: whoever could name an address
 * would read its owner's notifications.
 *
 * @throws AppError `invalid`, `unauthenticated`
 */
export async function subscribeBrowser(context: ServiceContext, body: unknown): Promise<void> {
  const { subscription, token, anonymousId, language, app } = parsed(subscribing, body);
  const device = {
    platform: "web" as const,
    subscription,
    ...(language !== undefined && { language }),
    ...(app !== undefined && { app }),
  };
  if (token !== undefined) {
    await registerDeviceOf(context, await contactOfToken(context, token), device);
    return;
  }
  const visitor = parseIdentity("anonymousId", anonymousId);
  if (visitor.outcome !== "identity") {
    throw new AppError("invalid", "a token or an anonymousId is needed");
  }
  const contact = { identities: [visitor.identity], profile: {} };
  await registerDevice(context, { contact, device });
}

export async function unsubscribeBrowser(context: ServiceContext, body: unknown): Promise<void> {
  await dropDeviceByToken(context.sql, channel, parsed(leaving, body).endpoint);
}

/** The browser has another subscription. Whoever knows the address of the one before is it. */
export async function changeSubscription(context: ServiceContext, body: unknown): Promise<void> {
  const { before, subscription } = parsed(changing, body);
  const { endpoint: token, keys } = subscription;
  await context.transaction(async ({ sql }) => {
    if (before !== token) await dropDeviceByToken(sql, channel, token);
    await replaceDeviceToken(sql, channel, before, { token, keys });
  });
}

/** @throws AppError `invalid` */
function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw new AppError("invalid", "the body is not right", { faults: fieldErrorsOf(read.error) });
}
