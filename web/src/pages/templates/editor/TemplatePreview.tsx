import {
  Alert,
  Checkbox,
  Group,
  Loader,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Text,
} from "@mantine/core";
import { useState } from "react";
import { errorText } from "../../../api/api-error.ts";
import type { Config } from "../../../forms/message/content.ts";
import { PreviewResult } from "../../../forms/message/PreviewResult.tsx";
import { usePreview } from "../../../forms/message/use-preview.ts";
import { ContactPicker } from "../../../forms/pickers/ContactPicker.tsx";
import { EventPicker } from "../../../forms/pickers/EventPicker.tsx";
import { EventTypePicker } from "../../../forms/pickers/EventTypePicker.tsx";
import { t } from "../../../i18n/i18n.ts";
import type { Subject } from "./subject.ts";
import { useShownEvent } from "./subject.ts";

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
  const shown = useShownEvent(subject);
  const { contactId } = subject;
  const preview = usePreview(config, { contactId, eventId: shown, language });
  return (
    <Stack gap="sm" role="region" aria-label={t("templates:preview")} miw={0}>
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="xs">
        <EventTypePicker
          label={t("templates:eventType")}
          size="xs"
          clearable
          value={subject.typeKey}
          onChange={(typeKey) => onSubject({ ...subject, typeKey, eventId: "" })}
        />
        <EventPicker
          label={t("templates:event")}
          typeKey={subject.typeKey || undefined}
          size="xs"
          clearable
          value={shown}
          onChange={(eventId) => onSubject({ ...subject, eventId })}
        />
        <ContactPicker
          label={t("templates:contact")}
          size="xs"
          clearable
          value={subject.contactId}
          onChange={(chosen) => onSubject({ ...subject, contactId: chosen })}
        />
      </SimpleGrid>
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
        <Group gap="xs" role="status">
          {preview.isFetching && <Loader size="xs" />}
          <Text size="sm">
            {t(preview.isFetching ? "templates:previewComing" : "templates:previewNothing")}
          </Text>
        </Group>
      )}
      {preview.data !== undefined && preview.error === null && (
        // The frame's own `prefers-color-scheme` follows the scheme of what holds it.
        <div
          aria-busy={preview.isFetching}
          style={{
            colorScheme: isDark ? "dark" : "light",
            opacity: preview.isFetching ? 0.55 : 1,
          }}
        >
          <PreviewResult preview={preview.data} view={view === "mobile" ? "mobile" : "desktop"} />
        </div>
      )}
    </Stack>
  );
}
