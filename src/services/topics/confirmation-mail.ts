import { findSetting, putSetting } from "../../db/core/settings.ts";
import { sendOfTemplate } from "../../db/messages/template-sends.ts";
import { templateById, templatesAbove } from "../../db/messages/templates.ts";
import type { ServiceContext } from "../context.ts";
import { prepareSend } from "../template-sends/prepare.ts";
import { createTemplate } from "../templates/create.ts";

const key = "confirmation_template";
const name = "Subscription confirmation";

const content = {
  subject: "Please confirm your subscription",
  html: mail(
    "Somebody, and we hope it was you, has subscribed this address to “{{ event.params.topicName }}”.",
    "Yes, subscribe me",
    "If it was not you, you need do nothing: without your word nothing comes.",
  ),
  defaultLanguage: "en",
  languages: {
    uk: {
      subject: "Підтвердьте, будь ласка, підписку",
      html: mail(
        "Хтось, сподіваємося, що ви, підписав цю адресу на тему «{{ event.params.topicName }}».",
        "Так, підписатися",
        "Якщо це були не ви, нічого робити не треба: без вашого слова ми не пишемо.",
      ),
    },
  },
};

function mail(why: string, yes: string, otherwise: string): string {
  return `<p>${why}</p><p><a href="{{ confirmUrl }}" data-no-utm data-no-track>${yes}</a></p><p>${otherwise}</p>`;
}

/**
 * Makes the stored template by which subscriptions are confirmed at the first need, and publishes what
 * its owner has changed in it; one that was deleted is made anew. Not inside of a transaction: content
 * is rendered here.
 */
export async function makeConfirmationMail(context: ServiceContext): Promise<void> {
  const known = await findSetting(context.sql, key);
  const found = typeof known === "string" ? await templateById(context.sql, known) : undefined;
  await prepareSend(context, found?.id ?? (await make(context)), "transactional");
}

/** The same where some topic has needed it before: what its owner has changed is sent from now on. */
export async function refreshConfirmationMail(context: ServiceContext): Promise<void> {
  if (typeof (await findSetting(context.sql, key)) === "string")
    await makeConfirmationMail(context);
}

/** The event type that sends the template; null: its owner has taken it away. */
export async function confirmationSend(context: ServiceContext): Promise<string | null> {
  const known = await findSetting(context.sql, key);
  if (typeof known !== "string") return null;
  const send = await sendOfTemplate(context.sql, known, "transactional");
  return send === undefined || send.isOver ? null : send.eventTypeKey;
}

async function make(context: ServiceContext): Promise<string> {
  const [former] = (await templatesAbove(context.sql, 10, null, name)).filter(
    (one) => one.name === name,
  );
  const { id } = former ?? (await createTemplate(context, { name, content }));
  await putSetting(context.sql, key, id);
  return id;
}
