import { Alert, Anchor, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { apiWords } from "../../../i18n/api-words.ts";
import { t } from "../../../i18n/i18n.ts";
import { sentence } from "../../../ui/text.ts";
import { decidedText } from "../answer-text.ts";
import type { StartAnswer } from "./use-start.ts";

/** What came of a start by hand. */
export function StartOutcome({ answer }: { answer: StartAnswer }) {
  const { outcome, until, reason, runId } = answer;
  if (outcome === "launched" && runId !== null) {
    return (
      <Alert color="teal" variant="light" role="status">
        <Text fw={600} size="sm">
          {t("contacts:start.launched")}
        </Text>
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link to="/runs/$id" params={{ id: runId }} search={{}} {...props} />
          )}
        >
          {t("contacts:start.showRun")}
        </Anchor>
      </Alert>
    );
  }
  return (
    <Alert color="yellow" variant="light" role="status">
      <Stack gap={4}>
        <Text fw={600} size="sm">
          {t("contacts:start.nothing")}
        </Text>
        <span>{decidedText(outcome, until)}</span>
        <span>{sentence(apiWords(reason))}</span>
      </Stack>
    </Alert>
  );
}
