import { ActionIcon, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { t } from "../i18n/i18n.ts";
import { Tip } from "./Tip.tsx";

/** Copies a value; `what` names it: "Copy the workflow's id". */
export function Copy({ value, what }: { value: string; what: string }) {
  return (
    <CopyButton value={value} timeout={2_000}>
      {({ copied, copy }) => (
        <Tip label={copied ? t("ui:copied") : t("ui:copy", { what })}>
          <ActionIcon
            variant="subtle"
            color={copied ? "bell" : "gray"}
            size="sm"
            aria-label={copied ? t("ui:copied") : t("ui:copy", { what })}
            onClick={copy}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        </Tip>
      )}
    </CopyButton>
  );
}
