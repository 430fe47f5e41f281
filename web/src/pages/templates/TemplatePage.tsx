import { Button, SegmentedControl, Stack, Tabs, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useState } from "react";
import type { z } from "zod";
import type { templateAnswer } from "../../../../src/contract/api/template.ts";
import type { TestSendAnswer } from "../../../../src/contract/api/template-versions.ts";
import { get, patch, post } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import type { Wire } from "../../api/wire.ts";
import { CodeField } from "../../forms/code/CodeField.tsx";
import type { Config } from "../../forms/message/content.ts";
import { formatOf, languagesOf, readPart, withPart } from "../../forms/message/content.ts";
import { languageName } from "../../forms/message/languages.ts";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone, notifyFailure } from "../../ui/notify.ts";
import { Page } from "../../ui/Page.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { PartsEditor } from "./editor/PartsEditor.tsx";
import classes from "./editor/Editor.module.css";
import { TemplatePreview } from "./editor/TemplatePreview.tsx";
import { TemplateUses } from "./editor/TemplateUses.tsx";
import { TemplateVersions } from "./editor/TemplateVersions.tsx";

type Template = Wire<z.input<typeof templateAnswer>>;
const route = getRouteApi("/inside/templates/$id");

/** One template: its parts, its code, how it looks, where it is used and what it was. */
export function TemplatePage(): ReactElement | null {
  const { id } = route.useParams();
  const query = useQuery({
    queryKey: ["template", id],
    queryFn: ({ signal }) => get<Template>(`/templates/${id}`, {}, signal),
    refetchOnWindowFocus: false,
  });
  if (query.error !== null) {
    return (
      <PageFailure
        error={query.error}
        reset={() => void query.refetch()}
        what={t("templates:title")}
      />
    );
  }
  return query.data === undefined ? null : <Editor key={id} template={query.data} />;
}

function Editor({ template }: { template: Template }) {
  const queries = useQueryClient();
  const readOnly = !useMay("manage");
  const [revision, setRevision] = useState(template.revision);
  const [kept, keep] = useState<Config>(template.content);
  const [content, setContent] = useState<Config>(template.content);
  const [which, choose] = useState<string>("");
  const language = which === "" ? null : which;
  const format = formatOf(content, language);
  const body = readPart(content, language, format);
  const change = (field: string, text: string) =>
    setContent((before) => withPart(before, language, { [field]: text }));
  const saving = useMutation({
    mutationFn: () => patch<Template>(`/templates/${template.id}`, { content, revision }),
    onSuccess: (saved) => {
      setRevision(saved.revision);
      keep(content);
      queries.setQueryData(["template", template.id], saved);
      void queries.invalidateQueries({ queryKey: ["/templates"] });
      void queries.invalidateQueries({ queryKey: [`/templates/${template.id}/versions`] });
      notifyDone(t("templates:saving", { revision: saved.revision }));
    },
  });
  const [subject, setSubject] = useState({ eventId: "", contactId: "" });
  const sending = useMutation({
    mutationFn: () =>
      post<TestSendAnswer>("/templates/send-test", {
        content,
        language: language ?? undefined,
        eventId: subject.eventId || undefined,
        contactId: subject.contactId || undefined,
      }),
    onSuccess: ({ recipient }) =>
      notifyDone(
        recipient === null
          ? t("templates:sentInbox")
          : t("templates:sentTo", { address: recipient }),
      ),
    onError: notifyFailure(t("templates:notSent")),
  });
  const languages = languagesOf(content);
  return (
    <Page
      title={template.name}
      lead={content === kept ? undefined : t("templates:unsaved")}
      actions={
        !readOnly && (
          <>
            <Button variant="default" loading={sending.isPending} onClick={() => sending.mutate()}>
              {t("templates:sendToMe")}
            </Button>
            <Button
              disabled={content === kept}
              loading={saving.isPending}
              onClick={() => saving.mutate()}
            >
              {t("templates:save")}
            </Button>
          </>
        )
      }
    >
      <FormError error={saving.error} />
      <div className={classes["halves"]}>
        <Stack gap="sm" miw={0}>
          {languages.length > 0 && (
            <SegmentedControl
              size="xs"
              aria-label={t("templates:language")}
              data={[
                { value: "", label: t("templates:default") },
                ...languages.map((tag) => ({ value: tag, label: languageName(tag) })),
              ]}
              value={which}
              onChange={choose}
            />
          )}
          <TextInput
            label={t("templates:subject")}
            maxLength={998}
            readOnly={readOnly}
            value={readPart(content, language, "subject")}
            onChange={({ currentTarget }) => change("subject", currentTarget.value)}
          />
          <Tabs defaultValue={format === "mjml" ? "parts" : "code"} keepMounted={false}>
            <Tabs.List mb="sm">
              {format === "mjml" && <Tabs.Tab value="parts">{t("templates:tab.parts")}</Tabs.Tab>}
              <Tabs.Tab value="code">{t("templates:tab.code")}</Tabs.Tab>
              <Tabs.Tab value="uses">{t("templates:tab.uses")}</Tabs.Tab>
              <Tabs.Tab value="versions">{t("templates:tab.versions")}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="parts">
              <PartsEditor
                key={which}
                text={body}
                readOnly={readOnly}
                onChange={(text) => change("mjml", text)}
              />
            </Tabs.Panel>
            <Tabs.Panel value="code">
              <CodeField
                key={which}
                language="html"
                label={t("templates:code")}
                height="60vh"
                readOnly={readOnly}
                value={body}
                onChange={(text) => change(format, text)}
              />
            </Tabs.Panel>
            <Tabs.Panel value="uses">
              <TemplateUses id={template.id} />
            </Tabs.Panel>
            <Tabs.Panel value="versions">
              <TemplateVersions
                id={template.id}
                onRestore={readOnly ? undefined : (before) => setContent(before)}
              />
            </Tabs.Panel>
          </Tabs>
          <Text size="xs">{t("templates:lead")}</Text>
        </Stack>
        <TemplatePreview
          config={content}
          language={which}
          subject={subject}
          onSubject={setSubject}
        />
      </div>
    </Page>
  );
}
