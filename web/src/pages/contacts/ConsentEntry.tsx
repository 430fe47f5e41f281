import type { TimelineEntry } from "../../api/contacts.ts";
import { t } from "../../i18n/i18n.ts";
import { channelWord } from "../messages/words.ts";
import classes from "./contacts.module.css";

/** What they said of being written to, and by what way it came. */
export function ConsentEntry({ entry }: { entry: Extract<TimelineEntry, { kind: "consent" }> }) {
  const { topic, channel, state, source, by } = entry;
  const about = topic === null ? t("contacts:consent.all") : (topic.name ?? topic.key);
  const what = channel === null ? about : `${about} · ${channelWord(channel)}`;
  return (
    <>
      <strong>{t(`contacts:said.${state}`, { what })}</strong>
      <div className={classes["quiet"]}>
        {by?.name == null
          ? t(`contacts:consentSource.${source}`)
          : t("contacts:consentBy", {
              source: t(`contacts:consentSource.${source}`),
              name: by.name,
            })}
      </div>
    </>
  );
}
