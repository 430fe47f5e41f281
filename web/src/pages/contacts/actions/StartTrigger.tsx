import { Alert, Radio, Stack, Text } from "@mantine/core";
import { apiWords } from "../../../i18n/api-words.ts";
import { t } from "../../../i18n/i18n.ts";
import { formatUntil } from "../../../ui/format-time.ts";
import { sentence } from "../../../ui/text.ts";
import type { Explanation } from "../explanation.ts";
import { ResetButton } from "../ResetButton.tsx";
import type { StartableTrigger } from "./startable.ts";

interface Props {
  contactId: string;
  explanation: Explanation;
  triggers: readonly StartableTrigger[];
  chosen: StartableTrigger | undefined;
  onChoose(bindingId: string): void;
}

/** Which trigger starts it, and what would keep it from starting. */
export function StartTrigger({ contactId, explanation, triggers, chosen, onChoose }: Props) {
  if (chosen === undefined) {
    return (
      <Alert color="yellow" variant="light" role="status">
        {explanation.workflow.status === "active"
          ? t("contacts:start.noTrigger")
          : t("contacts:start.notActive")}
      </Alert>
    );
  }
  const { closed } = chosen;
  return (
    <>
      <Radio.Group label={t("contacts:start.trigger")} value={chosen.bindingId} onChange={onChoose}>
        <Stack gap="xs" mt="xs">
          {triggers.map(({ bindingId, eventType, words }) => (
            <Radio
              key={bindingId}
              value={bindingId}
              label={eventType.name || eventType.key}
              description={sentence(apiWords(words))}
            />
          ))}
        </Stack>
      </Radio.Group>
      {explanation.runs.some(({ run }) => run.endedAt === null) && (
        <Text size="sm">{t("contacts:start.isRunning")}</Text>
      )}
      {closed !== null && (
        <Alert color="yellow" variant="light" role="status">
          <Stack gap="xs" align="flex-start">
            {closed.opensAt === null
              ? t("contacts:start.closedForGood", { launched: formatUntil(closed.launchedAt) })
              : t("contacts:start.closedUntil", {
                  launched: formatUntil(closed.launchedAt),
                  until: formatUntil(closed.opensAt),
                })}
            <ResetButton contactId={contactId} bindingId={chosen.bindingId} />
          </Stack>
        </Alert>
      )}
    </>
  );
}
