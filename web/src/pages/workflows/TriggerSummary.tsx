import { Text } from "@mantine/core";
import { IconClock } from "@tabler/icons-react";
import type { WorkflowItem } from "../../api/workflows.ts";
import { Tip } from "../../ui/Tip.tsx";
import { RoleIcon } from "../../ui/RoleIcon.tsx";
import { capitalized } from "../../ui/text.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import classes from "./workflows.module.css";

interface Props {
  conditions: WorkflowItem["launchConditions"];
}

const maxShown = 3;

/** What starts and stops a workflow, in a line each. */
export function TriggerSummary({ conditions }: Props) {
  if (conditions.length === 0) {
    return (
      <Text size="sm" className={classes["quiet"]}>
        {t("workflows-list:triggers.none")}
      </Text>
    );
  }
  const more = conditions.length - maxShown;
  return (
    <ul className={classes["conditions"]}>
      {conditions.slice(0, maxShown).map((one) => (
        <li
          key={one.bindingId}
          className={classes["condition"]}
          data-off={!one.enabled || undefined}
        >
          <RoleIcon role={one.role} />
          <div>
            {one.source === "schedule" ? (
              <Text size="sm" fw={500} span>
                <IconClock size={13} aria-hidden /> {t("workflows-list:triggers.regular")}
              </Text>
            ) : (
              <Tip label={one.eventTypeKey}>
                <Text size="sm" fw={500} span>
                  {one.eventTypeName}
                </Text>
              </Tip>
            )}
            {!one.enabled && (
              <Text size="xs" span>
                {" "}
                {t("workflows-list:triggers.off")}
              </Text>
            )}
            <Text size="xs" className={classes["quiet"]} lineClamp={2}>
              {capitalized(apiWords(one.words))}
            </Text>
          </div>
        </li>
      ))}
      {more > 0 && (
        <li>
          <Text size="xs" className={classes["quiet"]}>
            {t("workflows-list:triggers.more", { count: more })}
          </Text>
        </li>
      )}
    </ul>
  );
}
