import { Anchor, Button, Code, Paper, SegmentedControl, Skeleton, Table } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { MailDetails } from "../../../../src/contract/api/inbox.ts";
import { get } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";
import { bytesText } from "../../ui/format-number.ts";
import { Page } from "../../ui/Page.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./MailPage.module.css";
import { t } from "../../i18n/i18n.ts";

const route = getRouteApi("/inside/inbox/$id");

/** One mail, as its reader sees it; its markup is foreign and stays in a sandbox. */
export function MailPage() {
  const { id } = route.useParams();
  const mail = useQuery({
    queryKey: ["/inbox-mails", id],
    queryFn: ({ signal }) => get<Wire<MailDetails>>(`/inbox-mails/${id}`, {}, signal),
  });
  const [form, setForm] = useState("html");
  if (mail.isError) {
    return (
      <PageFailure error={mail.error} reset={() => void mail.refetch()} what={t("inbox:the")} />
    );
  }
  const { data } = mail;
  const isText = form === "text" || data?.html === null;
  return (
    <Page
      title={data === undefined ? t("inbox:mail") : data.subject || t("ui:noSubject")}
      lead={
        <Anchor component={Link} to="/inbox" size="sm">
          {t("inbox:all")}
        </Anchor>
      }
      actions={
        <Button
          component="a"
          href={`/inbox/${id}/raw`}
          variant="default"
          leftSection={<IconDownload size={16} />}
        >
          {t("inbox:download")}
        </Button>
      }
    >
      {data === undefined ? (
        <Skeleton height={420} />
      ) : (
        <>
          <Paper withBorder mb="md">
            <Table variant="vertical" layout="fixed">
              <Table.Tbody>
                <Table.Tr>
                  <Table.Th w={96}>{t("inbox:from")}</Table.Th>
                  <Table.Td>{data.sender}</Table.Td>
                </Table.Tr>
                <Table.Tr>
                  <Table.Th>{t("inbox:to")}</Table.Th>
                  <Table.Td>{data.recipients.join(", ")}</Table.Td>
                </Table.Tr>
                <Table.Tr>
                  <Table.Th>{t("inbox:received")}</Table.Th>
                  <Table.Td>
                    <Time at={data.receivedAt} />
                  </Table.Td>
                </Table.Tr>
                {data.files.length > 0 && (
                  <Table.Tr>
                    <Table.Th>{t("inbox:files")}</Table.Th>
                    <Table.Td>
                      {data.files.map(({ name, size }, place) => (
                        <div key={`${place} ${name}`}>
                          <Anchor href={`/inbox/${id}/files/${place}`} size="sm">
                            {name}
                          </Anchor>
                          , {bytesText(size)}
                        </div>
                      ))}
                    </Table.Td>
                  </Table.Tr>
                )}
              </Table.Tbody>
            </Table>
          </Paper>
          <SegmentedControl
            mb="sm"
            aria-label={t("inbox:form")}
            data={[
              { value: "html", label: t("ui:body.html"), disabled: data.html === null },
              { value: "text", label: t("ui:body.text"), disabled: data.text === null },
            ]}
            value={isText ? "text" : "html"}
            onChange={setForm}
          />
          {isText ? (
            <Code block>{data.text ?? t("inbox:noText")}</Code>
          ) : (
            <iframe
              className={classes["mail"]}
              title={t("inbox:frame")}
              src={`/inbox/${id}/html`}
              sandbox="allow-popups allow-popups-to-escape-sandbox"
            />
          )}
        </>
      )}
    </Page>
  );
}
