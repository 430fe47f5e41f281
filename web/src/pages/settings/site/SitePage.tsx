import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { siteQuery } from "../../../api/site.ts";
import { t } from "../../../i18n/i18n.ts";
import { Page } from "../../../ui/Page.tsx";
import { PageFailure } from "../../../ui/PageFailure.tsx";
import { Snippet } from "../../../ui/Snippet.tsx";
import { SettingsCard } from "../SettingsCard.tsx";

/** What a site's developers copy: elements for pages, a file, and the secret for contact tokens. */
export function SitePage() {
  const site = useQuery(siteQuery);
  const [isShown, { open, close }] = useDisclosure();
  if (site.isError) {
    const reset = () => void site.refetch();
    return <PageFailure error={site.error} reset={reset} what={t("settings-site:title")} />;
  }
  return (
    <Page title={t("settings-site:title")} lead={t("settings-site:lead")}>
      {site.data !== undefined && (
        <Stack gap="lg" maw={860}>
          <SettingsCard title={t("settings-site:inbox.title")} hint={t("settings-site:inbox.hint")}>
            <Snippet code={site.data.inbox.script} what={t("settings-site:element")} />
          </SettingsCard>
          <SettingsCard title={t("settings-site:push.title")} hint={t("settings-site:push.hint")}>
            {site.data.webPush === null ? (
              <>
                <Text size="sm" mb="xs">
                  {t("settings-site:push.notSetUp")}
                </Text>
                <Anchor
                  size="sm"
                  renderRoot={(props) => (
                    <Link to="/channels/$channel" params={{ channel: "webPush" }} {...props} />
                  )}
                >
                  {t("settings-site:push.setUp")}
                </Anchor>
              </>
            ) : (
              <Stack gap="sm">
                <Text size="sm">{t("settings-site:push.script")}</Text>
                <Snippet code={site.data.webPush.script} what={t("settings-site:element")} />
                <Text size="sm">{t("settings-site:push.worker")}</Text>
                <Snippet code={site.data.webPush.workerFile} what={t("settings-site:file")} />
              </Stack>
            )}
          </SettingsCard>
          <SettingsCard title={t("settings-site:token.title")} hint={t("settings-site:token.hint")}>
            {isShown && (
              <Snippet code={site.data.contactTokenSecret} what={t("settings-site:token.what")} />
            )}
            <Group mt={isShown ? "sm" : 0}>
              <Button variant="default" onClick={isShown ? close : open}>
                {isShown ? t("settings-site:token.hide") : t("settings-site:token.show")}
              </Button>
            </Group>
          </SettingsCard>
        </Stack>
      )}
    </Page>
  );
}
