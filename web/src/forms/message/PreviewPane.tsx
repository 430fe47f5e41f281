import { Alert, Group, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../api/api-error.ts";
import { useMay } from "../../api/session.ts";
import { workflowQuery } from "../../api/workflows.ts";
import { useFormScope } from "../form/scope.ts";
import { ContactPicker } from "../pickers/ContactPicker.tsx";
import { EventPicker } from "../pickers/EventPicker.tsx";
import type { Config } from "./content.ts";
import { languagesOf } from "./content.ts";
import { languageName } from "./languages.ts";
import classes from "./Message.module.css";
import { PreviewResult } from "./PreviewResult.tsx";
import { useNewestEvent } from "./use-newest-event.ts";
import { usePreview } from "./use-preview.ts";
import { t } from "../../i18n/i18n.ts";

const views = ["desktop", "mobile", "text"] as const;

/** What stands in place of a preview. */
function placeholderText(mayManage: boolean, isFetching: boolean): string {
  if (!mayManage) return t("preview:viewer");
  return isFetching ? t("preview:rendering") : t("preview:nothing");
}

/** How a message looks to somebody, for an event that came. */
export function PreviewPane({ config }: { config: Config }) {
  const { workflowId } = useFormScope();
  const { data: workflow } = useQuery(workflowQuery(workflowId));
  const typeKey = workflow?.launchConditions.find(({ role }) => role === "start")?.eventTypeKey;
  const newest = useNewestEvent(typeKey);
  const [chosenEvent, chooseEvent] = useState<string | null>(null);
  const [contactId, chooseContact] = useState("");
  const [language, chooseLanguage] = useState("");
  const [view, setView] = useState("desktop");
  const eventId = chosenEvent ?? newest ?? "";
  const mayManage = useMay("manage");
  const preview = usePreview(config, { eventId, contactId, language });
  const languages = languagesOf(config);
  return (
    <Stack gap="sm" role="region" aria-label={t("preview:label")}>
      <Group gap="xs" grow preventGrowOverflow={false} align="flex-start">
        <EventPicker
          label={t("preview:event")}
          size="xs"
          clearable
          typeKey={typeKey}
          value={eventId}
          onChange={chooseEvent}
        />
        <ContactPicker
          label={t("preview:contact")}
          size="xs"
          clearable
          placeholder={t("preview:eventsOwn")}
          value={contactId}
          onChange={chooseContact}
        />
        {languages.length > 0 && (
          <Select
            label={t("preview:language")}
            size="xs"
            placeholder={t("preview:contactsOwn")}
            clearable
            clearButtonProps={{ "aria-label": t("preview:clearLanguage") }}
            data={languages.map((tag) => ({ value: tag, label: languageName(tag) }))}
            value={language === "" ? null : language}
            onChange={(tag) => chooseLanguage(tag ?? "")}
          />
        )}
      </Group>
      <SegmentedControl
        size="xs"
        aria-label={t("preview:showAs")}
        data={views.map((one) => ({ value: one, label: t(`preview:${one}`) }))}
        value={view}
        onChange={setView}
      />
      {preview.error !== null && (
        <Alert color="red" variant="light" role="alert" title={t("preview:failed")}>
          <Text size="sm" style={{ whiteSpace: "pre-line" }}>
            {errorText(preview.error)}
          </Text>
        </Alert>
      )}
      {preview.data === undefined && preview.error === null && (
        <Text size="sm">{placeholderText(mayManage, preview.isFetching)}</Text>
      )}
      {preview.data !== undefined && preview.error === null && (
        <div className={preview.isPlaceholderData ? classes["busy"] : undefined}>
          <PreviewResult preview={preview.data} view={view as "desktop" | "mobile" | "text"} />
        </div>
      )}
    </Stack>
  );
}
