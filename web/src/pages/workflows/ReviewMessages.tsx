import { Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconSend } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { blockKindsQuery } from "../../api/block-kinds.ts";
import type { Definition } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import { refusalWords } from "../../i18n/refusals.ts";
import classes from "./review.module.css";
import { useMay } from "../../api/session.ts";
import { outgoingMessages } from "./outgoing-messages.ts";
import { checkQuery } from "../../api/workflows.ts";

interface Props {
  workflowId: string;
  definition: Definition;
}

/** What a definition sends and to whom, and what may be missing in it. */
export function ReviewMessages({ workflowId, definition }: Props) {
  const { data: kinds } = useQuery(blockKindsQuery);
  const { data: check } = useQuery({
    ...checkQuery(workflowId, definition),
    enabled: useMay("manage"),
  });
  const sends = kinds === undefined ? undefined : outgoingMessages(definition, kinds);
  return (
    <Stack gap="xs" component="section">
      <Title order={3} size="h5">
        {t("workflow-review:sends.title")}
      </Title>
      {sends?.length === 0 && <Text size="sm">{t("workflow-review:sends.none")}</Text>}
      <ul className={classes["list"]}>
        {sends?.map(({ blockId, name, content, recipient, whyNot }) => (
          <li key={blockId} className={classes["item"]}>
            <IconSend size={16} aria-hidden className={classes["mark"]} />
            <div>
              <Text size="sm">
                <b>{name}</b>:{" "}
                {recipient === null
                  ? content
                  : t("workflow-review:sends.to", { content, recipient })}
              </Text>
              {whyNot !== null && (
                <Text size="sm">{t("workflow-review:sends.not", { why: whyNot })}</Text>
              )}
              {check?.warnings
                .filter(({ block }) => block === blockId)
                .map(({ variable, message }) => (
                  <Text key={variable} size="sm">
                    <IconAlertTriangle
                      size={14}
                      className={classes["warn"]}
                      aria-label={t("workflow-review:warning")}
                    />{" "}
                    <code>{variable}</code>: {refusalWords(message)}
                  </Text>
                ))}
            </div>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
