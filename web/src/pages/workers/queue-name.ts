import type { WorkerQueue } from "../../api/workers.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";

/** What a queue is for, as people call it. */
export function queueName({ purpose, channelName }: WorkerQueue): string {
  return purpose === "messages"
    ? t("workers:queue.messages", { channel: apiWords(channelName ?? "") })
    : t(`workers:queue.${purpose}`);
}
