import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type {
  TemplateVersionDetails,
  TemplateVersionSummary,
} from "../../../../../src/contract/api/template-versions.ts";
import { get } from "../../../api/client.ts";
import type { Wire } from "../../../api/wire.ts";
import type { Config } from "../../../forms/message/content.ts";
import { t } from "../../../i18n/i18n.ts";
import { FormError } from "../../../ui/FormError.tsx";
import { Time } from "../../../ui/Time.tsx";
import { usePage } from "../../../ui/use-page.ts";

interface Props {
  id: string;
  /** An old version's content becomes what is edited; it is saved as a new one by whoever wants it. */
  onRestore?: (content: Config) => void;
}

/** What a template was, newest first. */
export function TemplateVersions({ id, onRestore }: Props) {
  const versions = usePage<Wire<TemplateVersionSummary>>(`/templates/${id}/versions`, {}, 100);
  const restoring = useMutation({
    mutationFn: (revision: number) =>
      get<Wire<TemplateVersionDetails>>(`/templates/${id}/versions/${revision}`),
    onSuccess: ({ content }) => onRestore?.(content),
  });
  return (
    <Stack gap="xs">
      <FormError error={versions.error ?? restoring.error} />
      {versions.data?.items.map(({ revision, savedAt, savedBy }) => (
        <Group key={revision} justify="space-between" gap="xs">
          <div>
            <Text size="sm" fw={600}>
              {t("templates:version", { revision })}
            </Text>
            <Text size="xs" component="div">
              <Time at={savedAt} />{" "}
              {savedBy?.name == null
                ? t("templates:bySystem")
                : t("templates:by", { name: savedBy.name })}
            </Text>
          </div>
          {onRestore !== undefined && (
            <Button size="compact-xs" variant="default" onClick={() => restoring.mutate(revision)}>
              {t("templates:restore")}
            </Button>
          )}
        </Group>
      ))}
    </Stack>
  );
}
