import { Button } from "@mantine/core";
import { IconHierarchy } from "@tabler/icons-react";
import { Panel } from "@xyflow/react";
import { t } from "../i18n/i18n.ts";

/** Lays out all blocks again, from top to bottom. */
export function TidyUpButton({ onClick }: { onClick(): void }) {
  return (
    <Panel position="top-right">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconHierarchy size={14} aria-hidden />}
        onClick={onClick}
      >
        {t("canvas:tidyUp")}
      </Button>
    </Panel>
  );
}
