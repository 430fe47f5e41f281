import { Anchor, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { EventItem } from "../../api/events.ts";
import { RoleIcon } from "../../ui/RoleIcon.tsx";
import classes from "./events.module.css";
import { OutcomeBadge } from "./OutcomeBadge.tsx";
import { t } from "../../i18n/i18n.ts";

const maxShown = 3;

/** The dependencies, each with what the event did there. */
export function EventOutcomes({ workflows }: { workflows: EventItem["workflows"] }) {
  if (workflows.length === 0) {
    return (
      <Text size="sm" className={classes["quiet"]}>
        {t("events:outcomes.noTrigger")}
      </Text>
    );
  }
  return (
    <Stack gap={4}>
      {workflows.slice(0, maxShown).map((decision) => (
        <div key={`${decision.id} ${decision.role}`} className={classes["outcome"]}>
          <span className={classes["does"]}>
            <RoleIcon role={decision.role} size={12} />
            <Anchor
              component={Link}
              to={`/workflows/${decision.id}`}
              size="sm"
              className={classes["workflow"]}
            >
              {decision.name}
            </Anchor>
          </span>
          <OutcomeBadge decision={decision} />
        </div>
      ))}
      {workflows.length > maxShown && (
        <Text size="xs" className={classes["quiet"]}>
          {t("events:run.more", { count: workflows.length - maxShown })}
        </Text>
      )}
    </Stack>
  );
}
