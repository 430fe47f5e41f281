import { Select, Stack, Switch, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useQuery } from "@tanstack/react-query";
import { put } from "../../api/client.ts";
import type { ContactDetails } from "../../api/contacts.ts";
import { contactQuery } from "../../api/contacts.ts";
import { useMay } from "../../api/session.ts";
import { topicsQuery } from "../../api/topics.ts";
import { t } from "../../i18n/i18n.ts";
import { notifyFailure } from "../../ui/notify.ts";
import { Card } from "./Card.tsx";
import { channelWord } from "../messages/words.ts";
import classes from "./contacts.module.css";

/** What they want to be written to about, and by which channels not. */
export function ConsentCard({ contact }: { contact: ContactDetails }) {
  const mayChange = useMay("send");
  const queryClient = useQueryClient();
  const topics = useQuery(topicsQuery);
  const change = useMutation({
    mutationFn: (body: Record<string, unknown>) =>
      put<ContactDetails>(`/contacts/${contact.id}/topics`, body),
    onSuccess: async (answer) => {
      queryClient.setQueryData(contactQuery(contact.id).queryKey, answer);
      await queryClient.invalidateQueries({ queryKey: [`/contacts/${contact.id}/timeline`] });
      await queryClient.invalidateQueries({ queryKey: ["explanation", contact.id] });
    },
    onError: notifyFailure(t("contacts:consent.failed")),
  });
  const isFixed = !mayChange || change.isPending;
  const said = new Map(contact.topics.map((topic) => [topic.key, topic.state]));
  return (
    <Card title={t("contacts:consent.title")}>
      <Stack gap="sm">
        <Switch
          label={t("contacts:consent.marketing")}
          description={
            contact.unsubscribed ? t("contacts:consent.noneHint") : t("contacts:consent.allHint")
          }
          checked={!contact.unsubscribed}
          disabled={isFixed}
          onChange={({ currentTarget }) => change.mutate({ unsubscribed: !currentTarget.checked })}
        />
        {contact.channels
          .filter(({ unsubscribed }) => unsubscribed)
          .map(({ channel }) => (
            <Switch
              key={channel}
              label={t("contacts:consent.byChannel", { channel: channelWord(channel) })}
              checked={false}
              disabled={isFixed}
              onChange={() => change.mutate({ channels: { [channel]: "subscribed" } })}
            />
          ))}
        {topics.data?.items.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("contacts:consent.noTopics")}
          </Text>
        )}
        {topics.data?.items.map(({ key, name, optIn }) => (
          <Select
            key={key}
            size="sm"
            label={t("contacts:consent.topic", { name })}
            data={[
              {
                value: "nothing",
                label: saidNothing(contact.unsubscribed, optIn),
              },
              { value: "subscribed", label: t("contacts:state.subscribed") },
              { value: "unsubscribed", label: t("contacts:state.unsubscribed") },
              ...(said.get(key) === "pending"
                ? [{ value: "pending", label: t("contacts:state.pending") }]
                : []),
            ]}
            value={said.get(key) ?? "nothing"}
            allowDeselect={false}
            disabled={isFixed}
            onChange={(state) =>
              state !== null &&
              state !== "pending" &&
              change.mutate({ topics: { [key]: state === "nothing" ? null : state } })
            }
          />
        ))}
        {contact.channels.flatMap(({ channel, topics: words }) =>
          words.map((word) => (
            <span key={`${channel} ${word.key}`} className={classes["quiet"]}>
              {t("contacts:consent.topicByChannel", {
                name: word.name,
                channel: channelWord(channel),
                state: t(`contacts:state.${word.state}`),
              })}
            </span>
          )),
        )}
      </Stack>
    </Card>
  );
}

/** What follows when nothing was said of a topic. */
function saidNothing(isUnsubscribed: boolean, optIn: boolean): string {
  if (isUnsubscribed) return t("contacts:consent.saidNothingAtAll");
  return optIn ? t("contacts:consent.saidNothingOptIn") : t("contacts:consent.saidNothing");
}
