import { Group, Select, Skeleton, Stack, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import type { PreferencePreview } from "../../api/topics.ts";
import { t } from "../../i18n/i18n.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import classes from "./PreferencePage.module.css";

const languages = ["en", "uk"] as const;

/** The preference page as a contact sees it, by language. */
export function PreferencePageTab() {
  const isAdmin = useMay("admin");
  const [language, setLanguage] = useState<string>("en");
  const preview = useQuery({
    queryKey: ["/topics", "preference-page", language],
    queryFn: ({ signal }) =>
      get<PreferencePreview>("/topics/preference-page", { language }, signal),
    placeholderData: keepPreviousData,
  });
  if (preview.isError) {
    const reset = () => void preview.refetch();
    return <PageFailure error={preview.error} reset={reset} what={t("topics:page.failed")} />;
  }
  return (
    <Stack>
      <Group justify="space-between" align="end">
        <Select
          label={t("topics:page.language")}
          w={200}
          data={languages.map((value) => ({ value, label: t(`topics:page.languages.${value}`) }))}
          allowDeselect={false}
          value={language}
          onChange={(chosen) => chosen !== null && setLanguage(chosen)}
        />
        {isAdmin && (
          <ButtonLink to="/settings/consent" variant="default">
            {t("topics:page.looks")}
          </ButtonLink>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {t("topics:page.lead")}
      </Text>
      {preview.data === undefined ? (
        <Skeleton height={400} />
      ) : (
        <iframe
          className={classes["frame"]}
          title={t("topics:page.title")}
          sandbox=""
          srcDoc={preview.data.html}
        />
      )}
    </Stack>
  );
}
