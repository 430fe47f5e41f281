import { Box, Button, Group, Paper, Text, Title } from "@mantine/core";
import { IconDownload, IconPhoto } from "@tabler/icons-react";
import type { ReactNode, RefCallback } from "react";
import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { notifyFailure } from "../../ui/notify.ts";
import { savePng } from "./charts/save-png.ts";

interface Props {
  title: string;
  /** What is counted, in a sentence. */
  hint?: ReactNode;
  /** Where its numbers are downloaded; none: they are in another section's file. */
  csv?: string;
  /** Its drawing, which is given a place to be found at. */
  chart?(svg: RefCallback<SVGSVGElement>): ReactNode;
  /** The numbers, in a table. */
  children?: ReactNode;
}

/** A report: its drawing, the same in numbers, and both to take along. */
export function ReportSection({ title, hint, csv, chart, children }: Props) {
  const [svg, setSvg] = useState<SVGSVGElement | null>(null);
  const save = () => {
    if (svg === null) return;
    savePng(svg, title, `${title}.png`).catch(notifyFailure(t("reports:pngFailed")));
  };
  return (
    <Paper withBorder p="md" mb="md" component="section" aria-label={title}>
      <Group justify="space-between" align="flex-start" gap="xs" mb="sm">
        <Box style={{ flex: "1 1 240px", minWidth: 0 }}>
          <Title order={2}>{title}</Title>
          {hint !== undefined && (
            <Text size="sm" c="dimmed" component="div">
              {hint}
            </Text>
          )}
        </Box>
        <Group gap={6}>
          {csv !== undefined && (
            <Button
              component="a"
              href={csv}
              download
              size="xs"
              variant="default"
              aria-label={t("reports:csvOf", { title })}
              leftSection={<IconDownload size={14} />}
            >
              {t("reports:csv")}
            </Button>
          )}
          {chart !== undefined && (
            <Button
              size="xs"
              variant="default"
              aria-label={t("reports:pngOf", { title })}
              leftSection={<IconPhoto size={14} />}
              onClick={save}
            >
              {t("reports:png")}
            </Button>
          )}
        </Group>
      </Group>
      {chart?.(setSvg)}
      {children !== undefined && <Box mt="md">{children}</Box>}
    </Paper>
  );
}
