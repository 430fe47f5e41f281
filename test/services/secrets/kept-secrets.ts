import { randomBytes } from "node:crypto";
import { channelOf } from "../../../src/channels/registry.ts";
import type { Database } from "../../../src/db/core/database.ts";
import type { SealingKeys } from "../../../src/platform/config/sealing-keys.ts";
import { sealingKeysOf } from "../../../src/platform/config/sealing-keys.ts";
import { createActivityWebhook } from "../../../src/services/activity-webhooks/activity-webhooks.ts";
import { putSetup } from "../../../src/services/channel-setups/put-setup.ts";
import { readSetup } from "../../../src/services/channel-setups/read-setup.ts";
import { loadLinkSigner } from "../../../src/services/clicks/link-signer.ts";
import { contactTokenSecret } from "../../../src/services/contact-tokens/contact-tokens.ts";
import { createTarget, openSlackAddress } from "../../../src/services/notifications/targets.ts";
import { openSecrets } from "../../../src/services/secrets/open.ts";
import { putSecret } from "../../../src/services/secrets/secrets.ts";
import { loadKnownBrowsers } from "../../../src/services/sessions/known-browser.ts";
import { createSource } from "../../../src/services/sources/sources.ts";
import { isSignedFor } from "../../../src/services/sources/verify.ts";
import { openSecret } from "../../../src/services/activity-webhooks/secret.ts";
import { sourceById } from "../../../src/db/events/sources.ts";
import { findSetup } from "../../../src/db/messages/channel-setups.ts";
import { contextOf } from "../../support/context.ts";
import { telegramCase } from "../../channels/cases/chats.ts";

export const newKey = () => sealingKeysOf(randomBytes(32))[0];

/** Nothing was run but the release before: no value says which key it is sealed by. */
export async function asBefore(db: Database): Promise<void> {
  await db.query("delete from settings where key = 'sealed_values_name_keys'");
}

/** One of everything that is sealed. @returns what opens all of it, and says what it is by now */
export async function oneOfEach(db: Database, keys: SealingKeys) {
  const context = contextOf(db, keys);
  await putSecret(context, keys, "CRM", "crm secret");
  const source = await createSource(context, keys, {
    name: "shop",
    preset: "github",
    secret: "source secret",
  });
  await putSetup(context, keys, "telegram", {
    provider: telegramCase.description.name,
    settings: telegramCase.settings("https://api.telegram.org"),
    secrets: telegramCase.secrets,
    perSecond: null,
    concurrency: 10,
  });
  const webhook = await createActivityWebhook(context, keys, {
    name: "w",
    url: "https://w.example.com",
    activities: ["run_started"],
  });
  const common = { name: "t", language: "en" } as const;
  const url = "https://hooks.slack.com/services/x";
  const slack = await createTarget(context, keys, { ...common, kind: "slack", url });
  const hook = await createTarget(context, keys, {
    ...common,
    kind: "webhook",
    url: "https://n.example.com",
  });
  const tokens = await settingsOf(db, keys);

  return {
    tokens,
    /** @throws Error when something is not what it was */
    async open(by: SealingKeys) {
      const opened = await openSecrets(db, by, ["CRM"]);
      const row = await sourceById(db, source.row.id);
      const setup = await findSetup(db, "telegram");
      if (row === null || setup === undefined) throw new Error("something is gone");
      const request = { headers: {}, body: Buffer.alloc(0), url: "https://c.example.com" };
      // It is not signed: it says so only once the secret is open.
      const isSigned = isSignedFor(row, by, request, new Date());
      const sealedOf = async (id: string) => {
        const [found] = await db.query<{ sealed: Buffer }>(
          `select sealed from notification_targets where id = $1
            union all select secret from activity_webhooks where id = $1`,
          [id],
        );
        return found?.sealed ?? Buffer.alloc(0);
      };
      return {
        opened,
        isSigned,
        channel: readSetup(channelOf("telegram"), setup, by).outcome,
        webhook: openSecret(by, webhook.id, await sealedOf(webhook.id)),
        slack: openSlackAddress(by, slack.id, await sealedOf(slack.id)),
        hook: openSecret(by, hook.id, await sealedOf(hook.id)),
        tokens: await settingsOf(db, by),
      };
    },
    /** What `open` gives for a key that sealed everything, in a form. */
    whole: (by: string, form: 1 | 2) => ({
      opened: { outcome: "opened", secrets: { CRM: "crm secret" } },
      isSigned: false,
      channel: "ready",
      webhook: { outcome: "opened", value: webhook.secret, by, form },
      slack: { outcome: "opened", value: url, by, form },
      hook: { outcome: "opened", value: hook.secret, by, form },
      tokens,
    }),
  };
}

/** What others know of the deployment's own keys: links, cookies, tokens. */
async function settingsOf(db: Database, keys: SealingKeys | undefined) {
  const links = await loadLinkSigner(db, "https://c.example.com", keys);
  const browsers = await loadKnownBrowsers(db, keys);
  const cookie = "a".repeat(22);
  return {
    link: links.unsubscribeUrl("0190b6a4-0000-7000-8000-000000000000"),
    browser: browsers.withAccount(`${cookie}.${"b".repeat(22)}`, "ada").split(".")[1],
    contactToken: await contactTokenSecret({ sql: db, secretsKeys: keys }),
  };
}
