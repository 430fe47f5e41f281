import { Anchor, Loader, Paper, Stack, Text } from "@mantine/core";
import { errorText } from "../../api/api-error.ts";
import { t } from "../../i18n/i18n.ts";
import { formatNumber } from "../../ui/format-number.ts";
import { ContactLink } from "./ContactLink.tsx";
import classes from "./rule/Rule.module.css";
import type { usePreview } from "./use-preview.ts";

interface Props {
  preview: ReturnType<typeof usePreview>;
  /** Whether the rule says nothing yet, and whether it has begun to. */
  isEmpty: boolean;
  isBegun: boolean;
}

/** How many the rule holds for now, and some of them. */
export function LiveCount({ preview, isEmpty, isBegun }: Props) {
  const { data, error, isNewest } = preview;
  return (
    <Paper
      withBorder
      p="md"
      className={classes["count"]}
      role="region"
      aria-label={t("segments:count.title")}
    >
      <Text size="xs" c="dimmed">
        {t("segments:count.title")}
      </Text>
      {isEmpty && (
        <Text size="sm">{t(isBegun ? "segments:count.unfinished" : "segments:count.empty")}</Text>
      )}
      {!isEmpty && error !== null && isNewest && (
        <Stack gap={4} role="alert">
          <Text size="sm" c="error">
            {errorText(error)}
          </Text>
          <Anchor component="button" size="sm" onClick={() => void preview.refetch()}>
            {t("segments:count.retry")}
          </Anchor>
        </Stack>
      )}
      {!isEmpty && error === null && (
        <div aria-live="polite" aria-busy={!isNewest} style={{ opacity: isNewest ? 1 : 0.55 }}>
          {data === undefined ? (
            <Loader size="sm" my="xs" />
          ) : (
            <>
              <Text fz={28} fw={700} lh={1.3} data-live-count>
                {formatNumber(data.count)}
              </Text>
              <Text size="sm">{t("segments:count.contacts", { count: data.count })}</Text>
              {data.contacts.length > 0 && (
                <Stack gap={2} mt="sm">
                  <Text size="xs" c="dimmed">
                    {t("segments:count.sample")}
                  </Text>
                  {data.contacts.map((contact) => (
                    <ContactLink key={contact.id} contact={{ ...contact, phone: null }} />
                  ))}
                </Stack>
              )}
            </>
          )}
        </div>
      )}
    </Paper>
  );
}
