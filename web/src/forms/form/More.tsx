import { Button, Collapse, Stack } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useId, useState } from "react";
import { useIssueCount } from "./issues.tsx";
import { t } from "../../i18n/i18n.ts";

interface Props {
  label?: string;
  /** The settings in it: it opens by itself when something is wrong with one. */
  paths: readonly string[];
  /** Whether it is open at first, as something in it is in use. */
  isInUse?: boolean;
  children: ReactNode;
}

/** Settings that few blocks need, folded away. */
export function More({ label = t("inputs:more"), paths, isInUse = false, children }: Props) {
  const [choice, setChoice] = useState<boolean | null>(null);
  const issues = useIssueCount(paths);
  const opened = choice ?? (isInUse || issues > 0);
  const id = useId();
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        ml={-6}
        leftSection={<Chevron size={14} aria-hidden />}
        aria-expanded={opened}
        aria-controls={id}
        onClick={() => setChoice(!opened)}
      >
        {issues > 0 ? t("inputs:moreToFix", { label, issues }) : label}
      </Button>
      <Collapse expanded={opened} id={id}>
        <Stack gap="md" pt="sm">
          {children}
        </Stack>
      </Collapse>
    </div>
  );
}
