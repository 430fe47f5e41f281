import { Group, Text, VisuallyHidden } from "@mantine/core";
import type { EventType } from "../../api/event-types.ts";
import { Copy } from "../../ui/Copy.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Time } from "../../ui/Time.tsx";
import { DependenciesCell } from "./DependenciesCell.tsx";
import classes from "./event-types.module.css";
import { EventTypeMenu } from "./EventTypeMenu.tsx";
import { SparkLine } from "./SparkLine.tsx";
import { t } from "../../i18n/i18n.ts";

export const eventTypeColumns = (): Column<EventType>[] => [
  {
    key: "name",
    header: t("event-types:field.name"),
    width: "32%",
    cell: ({ name, key }) => (
      <>
        {name !== key && (
          <Text fw={600} size="sm">
            {name}
          </Text>
        )}
        <Group gap={4} wrap="nowrap" align="flex-start">
          {name === key ? (
            <Text fw={600} size="sm">
              {key}
            </Text>
          ) : (
            <Text size="xs" ff="monospace">
              {key}
            </Text>
          )}
          <Copy value={key} what={t("event-types:column.theKey", { key })} />
        </Group>
      </>
    ),
  },
  {
    key: "dependencies",
    header: t("event-types:column.dependencies"),
    cell: (type) => <DependenciesCell type={type} />,
  },
  {
    key: "category",
    header: t("event-types:field.category"),
    cell: ({ category }) => (
      <span className={classes["text"]}>{t(`event-types:category.${category}`)}</span>
    ),
  },
  {
    key: "source",
    header: t("event-types:field.source"),
    width: 90,
    cell: ({ source }) => (
      <span className={classes["text"]}>{t(`event-types:source.${source}`)}</span>
    ),
  },
  {
    key: "last",
    header: t("event-types:column.lastSeen"),
    width: 110,
    cell: ({ lastEventAt }) => <Time at={lastEventAt} missing={t("event-types:column.never")} />,
  },
  {
    key: "perDay",
    header: t("event-types:column.perDay"),
    width: 132,
    cell: ({ eventsPerDay }) => <SparkLine days={eventsPerDay} />,
  },
  {
    key: "menu",
    header: <VisuallyHidden>{t("event-types:column.actions")}</VisuallyHidden>,
    width: 56,
    align: "right",
    cell: (type) => (
      <div style={{ marginLeft: "auto" }}>
        <EventTypeMenu type={type} />
      </div>
    ),
  },
];
