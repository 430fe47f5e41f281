import { Button, Stack, Tabs, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { TestSendAnswer } from "../../../../../src/contract/api/template-versions.ts";
import { post } from "../../../api/client.ts";
import { useMay } from "../../../api/session.ts";
import { CodeField } from "../../../forms/code/CodeField.tsx";
import type { Which } from "../../../forms/message/content.ts";
import { formatOf, readPart, whichOf, withPart } from "../../../forms/message/content.ts";
import { VariableMenu } from "../../../forms/liquid/VariableMenu.tsx";
import { t } from "../../../i18n/i18n.ts";
import { notifyDone, notifyFailure } from "../../../ui/notify.ts";
import { Page } from "../../../ui/Page.tsx";
import { LeaveTemplateDialog } from "../LeaveTemplateDialog.tsx";
import type { Template } from "../template.ts";
import { TemplateMenu } from "../TemplateMenu.tsx";
import classes from "./Editor.module.css";
import { PartsEditor } from "./PartsEditor.tsx";
import { SaveConflict } from "./SaveConflict.tsx";
import { TemplateLanguages } from "./TemplateLanguages.tsx";
import { nobody, useShownEvent } from "./subject.ts";
import { TemplatePreview } from "./TemplatePreview.tsx";
import { TemplateUses } from "./TemplateUses.tsx";
import { TemplateVersions } from "./TemplateVersions.tsx";
import { useTemplateDraft } from "./use-template-draft.ts";
import { useTemplateFacts } from "./use-template-facts.ts";

/** A template as it is written; beside it, how it looks for somebody. */
export function TemplateEditor({ template }: { template: Template }) {
  const readOnly = !useMay("manage");
  const draft = useTemplateDraft(template);
  const { kept, content, setContent, isChanged, saving, save } = draft;
  const [wanted, choose] = useState<Which>(null);
  const which = whichOf(content, wanted);
  const [wantedTab, chooseTab] = useState("parts");
  const [subject, setSubject] = useState(nobody);
  const eventId = useShownEvent(subject);
  const facts = useTemplateFacts(subject.typeKey);
  const format = formatOf(content, which);
  const body = readPart(content, which, format);
  // HTML has no parts.
  const tab = wantedTab === "parts" && format !== "mjml" ? "code" : wantedTab;
  const change = (field: string, text: string) =>
    setContent((before) => withPart(before, which, { [field]: text }));
  const sending = useMutation({
    mutationFn: () =>
      post<TestSendAnswer>("/templates/send-test", {
        content,
        language: which ?? undefined,
        eventId: eventId || undefined,
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
  return (
    <Page
      title={kept.name}
      lead={isChanged ? t("templates:unsaved") : t("templates:leadOne")}
      actions={
        !readOnly && (
          <>
            <Button variant="default" loading={sending.isPending} onClick={() => sending.mutate()}>
              {t("templates:sendToMe")}
            </Button>
            <Button disabled={!isChanged} loading={saving.isPending} onClick={() => void save()}>
              {t("templates:save")}
            </Button>
            <TemplateMenu template={kept} revision={kept.revision} onRename={draft.noteSaved} />
          </>
        )
      }
    >
      <SaveConflict
        error={saving.error}
        onOverwrite={(revision) => void save(revision)}
        onTake={() => void draft.take()}
      />
      <div className={classes["halves"]}>
        <Stack gap="sm" miw={0}>
          <TemplateLanguages
            content={content}
            which={which}
            readOnly={readOnly}
            onChoose={choose}
            onChange={setContent}
          />
          <TextInput
            label={t("templates:subject")}
            maxLength={998}
            readOnly={readOnly}
            value={readPart(content, which, "subject")}
            rightSection={
              readOnly ? null : (
                <VariableMenu
                  groups={facts}
                  onPick={(liquid) =>
                    change("subject", `${readPart(content, which, "subject")} ${liquid}`.trim())
                  }
                />
              )
            }
            onChange={({ currentTarget }) => change("subject", currentTarget.value)}
          />
          <Tabs
            value={tab}
            keepMounted={false}
            onChange={(next) => next !== null && chooseTab(next)}
          >
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
                facts={facts}
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
        </Stack>
        <div className={classes["preview"]}>
          <TemplatePreview
            config={content}
            language={which ?? ""}
            subject={subject}
            onSubject={setSubject}
          />
        </div>
      </div>
      <LeaveTemplateDialog isChanged={isChanged} isSaving={saving.isPending} onSave={save} />
    </Page>
  );
}
