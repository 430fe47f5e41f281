import { Title } from "@mantine/core";
import type { MessageDetails } from "../../api/runs.ts";
import classes from "../../ui/Messages.module.css";
import { exactTime } from "../../ui/format-time.ts";
import { stateWord } from "../messages/words.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";

/** Where its links lead, and what happened to it. */
export function MessageHistory({ links, log }: Pick<MessageDetails, "links" | "log">) {
  return (
    <>
      {links.length > 0 && (
        <section>
          <Title order={3} size="h4" mb="xs">
            {t("runs:message.links")}
          </Title>
          <dl className={classes["facts"]}>
            {links.map(({ name, url }, index) => (
              <Line key={`${index} ${url}`} name={name} words={url} />
            ))}
          </dl>
        </section>
      )}
      <section>
        <Title order={3} size="h4" mb="xs">
          {t("runs:message.history")}
        </Title>
        <dl className={classes["facts"]}>
          {log.map(({ at, state, detail }, index) => (
            <Line
              key={`${index} ${at}`}
              name={stateWord(state)}
              words={`${exactTime(at)}${detail === null ? "" : ` · ${apiWords(detail)}`}`}
            />
          ))}
        </dl>
      </section>
    </>
  );
}

function Line({ name, words }: { name: string; words: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{words}</dd>
    </>
  );
}
