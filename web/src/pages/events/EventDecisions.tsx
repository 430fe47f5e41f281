import { Anchor, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Decision, EventDetails } from "../../api/events.ts";
import { Copy } from "../../ui/Copy.tsx";
import { RoleIcon } from "../../ui/RoleIcon.tsx";
import classes from "./EventDecisions.module.css";
import { decisionReason } from "./decision-reason.ts";
import { OutcomeBadge } from "./OutcomeBadge.tsx";
import { outcomeName } from "./outcomes.ts";
import { ReplayButton } from "./ReplayButton.tsx";
import { exactTime } from "../../ui/format-time.ts";
import { t } from "../../i18n/i18n.ts";

/** Each binding's decision, with its reason. */
export function EventDecisions({ event }: { event: EventDetails }) {
  if (event.decisions.length === 0) {
    return <Text size="sm">{t("events:decision.none")}</Text>;
  }
  return (
    <Stack gap="xs" component="ul" className={classes["list"]}>
      {event.decisions.map((decision) => (
        <li
          key={decision.bindingId}
          className={classes["decision"]}
          data-outcome={decision.outcome}
        >
          <DecisionRow eventId={event.id} decision={decision} />
        </li>
      ))}
    </Stack>
  );
}

function DecisionRow({ eventId, decision }: { eventId: string; decision: Decision }) {
  const { workflow, role, outcome, reason, until, runId, fanOutId, replays } = decision;
  return (
    <>
      <Group gap={8}>
        <RoleIcon role={role} />
        <Anchor component={Link} to={`/workflows/${workflow.id}`} size="sm" fw={600}>
          {workflow.name}
        </Anchor>
        <OutcomeBadge decision={decision} />
        <ReplayButton eventId={eventId} decision={decision} />
      </Group>
      {reason !== null && (
        <Text size="sm" mt={4}>
          {decisionReason(reason)}
        </Text>
      )}
      {outcome === "suppressed" && (
        <Text size="sm">
          {until === null
            ? t("events:decision.never")
            : t("events:decision.from", { time: exactTime(until) })}
        </Text>
      )}
      {replays.map(({ at, outcome: before }) => (
        <Text key={at} size="xs" c="dimmed">
          {t(before === null ? "events:decision.anew" : "events:decision.anewAfter", {
            time: exactTime(at),
            outcome: before === null ? "" : outcomeName(before),
          })}
        </Text>
      ))}
      {runId !== null && (
        <Anchor component={Link} to={`/runs/${runId}`} size="sm">
          {t("events:decision.run")}
        </Anchor>
      )}
      {fanOutId !== null && (
        <Group gap={4}>
          <Text size="sm">{t("events:decision.fanOut")}</Text>
          <Copy value={fanOutId} what={t("events:decision.fanOutId")} />
        </Group>
      )}
    </>
  );
}
