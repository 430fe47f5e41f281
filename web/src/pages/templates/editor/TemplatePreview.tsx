import { Alert, Checkbox, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { errorText } from "../../../api/api-error.ts";
import type { Config } from "../../../forms/message/content.ts";
import { PreviewResult } from "../../../forms/message/PreviewResult.tsx";
import { usePreview } from "../../../forms/message/use-preview.ts";
import { ContactPicker } from "../../../forms/pickers/ContactPicker.tsx";
import { EventPicker } from "../../../forms/pickers/EventPicker.tsx";
import { t } from "../../../i18n/i18n.ts";

interface Subject {
  eventId: string;
  contactId: string;
}

interface Props {
  config: Config;
  language: string;
  subject: Subject;
  onSubject(subject: Subject): void;
}

/** How the template looks for somebody, as it is now. */
export function TemplatePreview({ config, language, subject, onSubject }: Props) {
  const [view, setView] = useState("desktop");
  const [isDark, setDark] = useState(false);
  const preview = usePreview(config, { ...subject, language });
  return (
    <Stack gap="sm" role="region" aria-label={t("templates:preview")} miw={0}>
      <Group gap="xs" grow>
        <EventPicker
          label={t("templates:event")}
          size="xs"
          clearable
          value={subject.eventId}
          onChange={(eventId) => onSubject({ ...subject, eventId })}
        />
        <ContactPicker
          label={t("templates:contact")}
          size="xs"
          clearable
          value={subject.contactId}
          onChange={(contactId) => onSubject({ ...subject, contactId })}
        />
      </Group>
      <Group gap="sm">
        <SegmentedControl
          size="xs"
          aria-label={t("templates:preview")}
          data={[
            { value: "desktop", label: t("templates:desktop") },
            { value: "mobile", label: t("templates:phone") },
          ]}
          value={view}
          onChange={setView}
        />
        <Checkbox
          size="xs"
          label={t("templates:dark")}
          title={t("templates:darkHint")}
          checked={isDark}
          onChange={({ currentTarget }) => setDark(currentTarget.checked)}
        />
      </Group>
      {preview.error !== null && (
        <Alert color="red" variant="light" role="alert" title={t("templates:previewFailed")}>
          <Text size="sm" style={{ whiteSpace: "pre-line" }}>
            {errorText(preview.error)}
          </Text>
        </Alert>
      )}
      {preview.data === undefined && preview.error === null && (
        <Text size="sm">{t("templates:previewNothing")}</Text>
      )}
      {preview.data !== undefined && preview.error === null && (
        // The frame's own `prefers-color-scheme` follows the scheme of what holds it.
        <div style={{ colorScheme: isDark ? "dark" : "light" }}>
          <PreviewResult preview={preview.data} view={view === "mobile" ? "mobile" : "desktop"} />
        </div>
      )}
    </Stack>
  );
}
