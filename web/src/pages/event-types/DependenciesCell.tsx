import { Group, Text, VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { EventType } from "../../api/event-types.ts";
import classes from "./DependenciesCell.module.css";
import { RoleIcon } from "../../ui/RoleIcon.tsx";
import { t } from "../../i18n/i18n.ts";

/** What a type starts and what it stops, at a glance; opens the dialog with all of it. */
export function DependenciesCell({ type }: { type: EventType }) {
  const roles = [
    { role: "start", count: type.startedWorkflows } as const,
    { role: "stop", count: type.stoppedWorkflows } as const,
  ].filter(({ count }) => count > 0);
  return (
    <Link
      to="/event-types"
      search={(search) => ({ ...search, type: type.id })}
      resetScroll={false}
      className={classes["cell"]}
      aria-haspopup="dialog"
    >
      <VisuallyHidden>{t("event-types:dependencies.of", { name: type.name })}</VisuallyHidden>
      {roles.length === 0 && (
        <span className={classes["none"]}>{t("event-types:dependencies.none")}</span>
      )}
      {roles.map(({ role, count }) => {
        const first = type.links.find((link) => link.role === role);
        return (
          <Group key={role} gap={6} wrap="nowrap" align="center">
            <RoleIcon role={role} />
            <span className={classes["count"]}>{count}</span>
            <Text size="sm" truncate className={classes["name"]}>
              {first?.workflowName}
            </Text>
            {count > 1 && (
              <span className={classes["more"]}>
                {t("event-types:dependencies.more", { count: count - 1 })}
              </span>
            )}
          </Group>
        );
      })}
    </Link>
  );
}
