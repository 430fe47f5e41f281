import { Alert, Anchor, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Channel } from "../../api/channels.ts";
import { channelQuery } from "../../api/channels.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { Page } from "../../ui/Page.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { Snippet } from "../../ui/Snippet.tsx";
import { capitalized, sentence } from "../../ui/text.ts";
import { ChannelState, useIsToInbox } from "./channel-state.tsx";
import { DnsRecords } from "./DnsRecords.tsx";
import { DomainCheckCard } from "./DomainCheckCard.tsx";
import { PauseChannel } from "./PauseChannel.tsx";
import { PauseNotice } from "./PauseNotice.tsx";
import { RemoveChannel } from "./RemoveChannel.tsx";
import { SetupForm } from "./SetupForm.tsx";
import { TestForm } from "./TestForm.tsx";

const route = getRouteApi("/inside/channels/$channel");

/** One channel: what it is set up with, a test, what its provider and the DNS have to know. */
export function ChannelPage() {
  const { channel: name } = route.useParams();
  const query = useQuery(channelQuery(name));
  const { data: channel, error } = query;
  if (channel === undefined) {
    if (error === null) return null;
    const retry = () => void query.refetch();
    return <PageFailure error={error} reset={retry} what={t("channels:theChannel")} />;
  }
  return (
    <Page
      title={capitalized(apiWords(channel.name))}
      lead={
        <Anchor
          size="sm"
          c="inherit"
          underline="always"
          renderRoot={(props) => <Link to="/channels" {...props} />}
        >
          {t("channels:all")}
        </Anchor>
      }
      actions={
        <Group gap="sm">
          <ChannelState of={channel} />
          {(channel.available || channel.pause !== null) && <PauseChannel channel={channel} />}
          {channel.setup !== null && <RemoveChannel channel={channel} />}
        </Group>
      }
    >
      <Stack gap="lg" maw={820}>
        {channel.setup !== null && channel.why !== null && (
          <Alert color="red" variant="light">
            {sentence(apiWords(channel.why))}
          </Alert>
        )}
        <PauseNotice of={channel} />
        <InboxNotice of={channel} />
        <Part title={t("channels:setup.title")} hint={setupHint(channel)}>
          {channel.providers.length > 0 && (
            <SetupForm key={channel.setup === null ? "new" : "kept"} channel={channel} />
          )}
        </Part>
        {channel.available && (
          <Part title={t("channels:test.title")} hint={t("channels:test.hint")}>
            <TestForm channel={channel} />
          </Part>
        )}
        {channel.setup !== null && (
          <Part title={t("channels:hook.title")} hint={t("channels:hook.hint")}>
            <Snippet code={channel.setup.webhookUrl} what={t("channels:hook.what")} />
          </Part>
        )}
        {channel.setup !== null && channel.setup.dnsRecords.length > 0 && (
          <Part title={t("channels:dns.title")} hint={t("channels:dns.hint")}>
            <DnsRecords records={channel.setup.dnsRecords} />
          </Part>
        )}
        {channel.channel === "email" && (
          <Part title={t("channels:domain.title")} hint={t("channels:domain.hint")}>
            <DomainCheckCard />
          </Part>
        )}
      </Stack>
    </Page>
  );
}

/** Said before anybody wonders where the mail is. */
function InboxNotice({ of }: { of: Channel }) {
  if (!useIsToInbox(of)) return null;
  return (
    <Alert color="yellow" variant="light">
      {t("channels:inbox.notice")}{" "}
      <Anchor size="sm" renderRoot={(props) => <Link to="/inbox" {...props} />}>
        {t("channels:inbox.open")}
      </Anchor>
    </Alert>
  );
}

function setupHint({ setup, builtIn, providers, why }: Channel): string {
  if (providers.length === 0)
    return why === null ? t("channels:setup.itself") : sentence(apiWords(why));
  if (setup !== null) return t("channels:setup.change");
  return builtIn ? t("channels:setup.builtIn") : t("channels:setup.first");
}

function Part({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <Card withBorder p="lg" component="section" aria-label={title}>
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {hint}
      </Text>
      {children}
    </Card>
  );
}
