import { Anchor, Grid, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { messageQuery } from "../../api/runs.ts";
import { useMay } from "../../api/session.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { exactTime } from "../../ui/format-time.ts";
import { MessageBody } from "../../ui/MessageBody.tsx";
import classes from "../../ui/Messages.module.css";
import { Page } from "../../ui/Page.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { MessageFacts } from "./MessageFacts.tsx";
import { ResendButton } from "./ResendButton.tsx";
import { stateWord } from "./words.ts";

const route = getRouteApi("/inside/messages/$id");

/** One message: as it was sent, its life, and where it came from. */
export function MessagePage() {
  const { id } = route.useParams();
  const maySend = useMay("send");
  const { data, error, refetch } = useQuery(messageQuery(id));
  if (data === undefined && error !== null) {
    return <PageFailure error={error} reset={() => void refetch()} what={t("messages:what")} />;
  }
  if (data === undefined) return <Skeleton m="lg" height={320} aria-busy />;
  return (
    <Page
      title={data.subject || t("messages:noSubject")}
      actions={maySend && <ResendButton message={data} />}
    >
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            <MessageFacts message={data} />
            <section>
              <Title order={2} size="h4" mb="xs">
                {t("messages:life")}
              </Title>
              <ol className={classes["life"]}>
                {data.log.map(({ at, state, detail }, index) => (
                  <li key={`${index} ${at}`}>
                    <strong>{stateWord(state)}</strong> <time dateTime={at}>{exactTime(at)}</time>
                    {detail !== null && <div className={classes["quiet"]}>{apiWords(detail)}</div>}
                  </li>
                ))}
              </ol>
            </section>
            {data.resends.length > 0 && (
              <section>
                <Title order={2} size="h4" mb="xs">
                  {t("messages:resends")}
                </Title>
                <ol className={classes["life"]}>
                  {data.resends.map(({ messageId, runId, requestedAt }) => (
                    <li key={messageId}>
                      {exactTime(requestedAt)}{" "}
                      <Anchor
                        size="sm"
                        renderRoot={(props) => (
                          <Link to="/runs/$id" params={{ id: runId }} {...props} />
                        )}
                      >
                        {t("messages:showRun")}
                      </Anchor>
                    </li>
                  ))}
                </ol>
              </section>
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Title order={2} size="h4" mb="xs">
            {t("messages:asSent")}
          </Title>
          {data.contentGone ? (
            <Text c="dimmed">{t("ui:body.gone")}</Text>
          ) : (
            <MessageBody message={data} />
          )}
          <Title order={2} size="h4" mt="lg" mb="xs">
            {t("messages:links")}
          </Title>
          {data.links.length === 0 && t("messages:noLinks")}
          <dl className={classes["facts"]}>
            {data.links.map(({ name, url }, index) => (
              <div key={`${index} ${url}`} style={{ display: "contents" }}>
                <dt>{name}</dt>
                <dd>{url}</dd>
              </div>
            ))}
          </dl>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
