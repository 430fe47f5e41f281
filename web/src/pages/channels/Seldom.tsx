import { Stack } from "@mantine/core";
import type { ComponentProps } from "react";
import { SchemaForm } from "../../forms/SchemaForm.tsx";
import { t } from "../../i18n/i18n.ts";

/** Settings that nearly everybody leaves as they are; open where one is at fault. */
export function Seldom(props: ComponentProps<typeof SchemaForm>) {
  const names = Object.keys(props.schema.properties ?? {});
  if (names.length === 0) return null;
  const isFaulty = props.issues.some(({ field }) => field !== undefined && names.includes(field));
  return (
    <details open={isFaulty || undefined}>
      <summary style={{ cursor: "pointer" }}>{t("channels:setup.seldom")}</summary>
      <Stack mt="sm">
        <SchemaForm {...props} />
      </Stack>
    </details>
  );
}
