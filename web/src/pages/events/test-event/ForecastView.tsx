import { Alert, Anchor, Group, List, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ForeseenDecision, ForeseenMessage, Forecast } from "../../../api/dry-run.ts";
import { apiWords } from "../../../i18n/api-words.ts";
import { t } from "../../../i18n/i18n.ts";
import { RoleIcon } from "../../../ui/RoleIcon.tsx";
import classes from "../EventDecisions.module.css";
import { decisionReason } from "../decision-reason.ts";
import { OutcomeBadge } from "../OutcomeBadge.tsx";

/** What an event would do: to whom, in which workflows and why, with which messages. */
export function ForecastView({ forecast }: { forecast: Forecast }) {
  const { contact, decisions, duplicate, isNewType, ignored = [], conflicts = [] } = forecast;
  return (
    <Stack gap="sm">
      <Alert variant="light" title={t("events:forecast.nothingDone")}>
        <Summary forecast={forecast} />
      </Alert>
      <Text size="sm">
        {t(`events:forecast.contact.${contact.outcome}`, {
          name: contact.name ?? contact.id ?? "",
        })}
      </Text>
      {isNewType && <Text size="sm">{t("events:forecast.newType")}</Text>}
      {duplicate && <Text size="sm">{t("events:forecast.duplicate")}</Text>}
      {[...ignored, ...conflicts].length > 0 && (
        <Text size="sm">
          {t("events:forecast.left", {
            identities: [...ignored, ...conflicts].map(({ value }) => value).join(", "),
          })}
        </Text>
      )}
      {decisions.length === 0 && <Text size="sm">{t("events:forecast.noTrigger")}</Text>}
      <Stack gap="xs" component="ul" className={classes["list"]}>
        {decisions.map((decision) => (
          <li
            key={decision.bindingId}
            className={classes["decision"]}
            data-outcome={decision.outcome}
          >
            <DecisionPart decision={decision} />
          </li>
        ))}
      </Stack>
    </Stack>
  );
}

/** How much it would start and send, and to whom. */
function Summary({ forecast }: { forecast: Forecast }) {
  const { starts, messages } = forecast;
  const to = addressesIn(forecast).join(", ");
  return (
    <Text size="sm" fw={600}>
      {t("events:forecast.starts", { count: starts })}{" "}
      {starts > 0 &&
        (to === ""
          ? t("events:forecast.sends", { count: messages })
          : t("events:forecast.sendsTo", { count: messages, to }))}
    </Text>
  );
}

function addressesIn({ decisions }: Forecast): string[] {
  const all = decisions.flatMap(({ messages }) =>
    messages.flatMap(({ to, unreached }) => (to === null || unreached !== null ? [] : [to])),
  );
  return [...new Set(all)];
}

function DecisionPart({ decision }: { decision: ForeseenDecision }) {
  const { workflow, role, reason, outcome, until = null, starts, messages } = decision;
  return (
    <>
      <Group gap={8}>
        <RoleIcon role={role} />
        <Anchor component={Link} to={`/workflows/${workflow.id}`} size="sm" fw={600}>
          {workflow.name}
        </Anchor>
        <OutcomeBadge decision={{ outcome, until }} />
      </Group>
      <Text size="sm" mt={4}>
        {decisionReason(reason)}
      </Text>
      {starts > 1 && <Text size="sm">{t("events:forecast.members", { count: starts })}</Text>}
      {starts > 0 && messages.length === 0 && (
        <Text size="sm">{t("events:forecast.noMessages")}</Text>
      )}
      {messages.length > 0 && (
        <List size="sm" mt={4}>
          {messages.map((message) => (
            <List.Item key={message.blockId}>
              <MessagePart message={message} />
            </List.Item>
          ))}
        </List>
      )}
      {decision.isCut && <Text size="sm">{t("events:forecast.cut")}</Text>}
    </>
  );
}

function MessagePart({ message }: { message: ForeseenMessage }) {
  const { block, channel, to, unreached, heldBack, segment, isSure, isLater } = message;
  const about = { block, channel: t(`events:channels.${channel as "email"}`) };
  const toOne =
    to === null
      ? t("events:forecast.message", about)
      : t("events:forecast.messageTo", { ...about, to });
  const line =
    segment === null
      ? toOne
      : t("events:forecast.toSegment", { ...about, segment: segment.name, count: segment.members });
  const when = t(
    `events:forecast.when.${isLater ? "later" : "atOnce"}${isSure ? "Sure" : "Perhaps"}`,
  );
  return (
    <>
      <Text size="sm">{line}</Text>
      <Text size="xs">
        {unreached === null ? when : t("events:forecast.unreached", { why: apiWords(unreached) })}
        {heldBack !== null && ` ${t("events:forecast.heldBack", { why: apiWords(heldBack) })}`}
      </Text>
    </>
  );
}
