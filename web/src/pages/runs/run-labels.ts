import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";

/** What a failed run says of itself: where, and why. */
export function failureOf(error: unknown): { block: string | undefined; message: string } | null {
  if (error === null || error === undefined) return null;
  if (typeof error !== "object") return { block: undefined, message: JSON.stringify(error) };
  const { block, message } = error as { block?: unknown; message?: unknown };
  return {
    block: typeof block === "string" ? block : undefined,
    message: typeof message === "string" ? apiWords(message) : JSON.stringify(error),
  };
}

export function versionLabel(version: number): string {
  return version === 0 ? t("runs:draft") : t("runs:version", { version });
}

export const statusNames = () => ({
  pending: t("runs:status.pending"),
  running: t("runs:status.running"),
  completed: t("runs:status.completed"),
  failed: t("runs:status.failed"),
  stopped: t("runs:status.stopped"),
  paused: t("runs:status.paused"),
});

export const testNames = () => ({
  false: t("runs:filter.real"),
  true: t("runs:filter.test"),
});
