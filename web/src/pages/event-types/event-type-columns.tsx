import { Group, Text, VisuallyHidden } from "@mantine/core";
import type { EventType } from "../../api/event-types.ts";
import { eventCategories } from "../../../../src/contract/event-categories.ts";
import { sourceNames } from "../../api/event-types.ts";
import { Copy } from "../../ui/Copy.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Time } from "../../ui/Time.tsx";
import { DependenciesCell } from "./DependenciesCell.tsx";
import classes from "./event-types.module.css";
import { EventTypeMenu } from "./EventTypeMenu.tsx";
import { SparkLine } from "./SparkLine.tsx";

export const eventTypeColumns: readonly Column<EventType>[] = [
  {
    key: "name",
    header: "Name",
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
          <Copy value={key} what={`the key ${key}`} />
        </Group>
      </>
    ),
  },
  {
    key: "dependencies",
    header: "Dependencies",
    cell: (type) => <DependenciesCell type={type} />,
  },
  {
    key: "category",
    header: "Category",
    cell: ({ category }) => <span className={classes["text"]}>{eventCategories[category]}</span>,
  },
  {
    key: "source",
    header: "Source",
    width: 90,
    cell: ({ source }) => <span className={classes["text"]}>{sourceNames[source]}</span>,
  },
  {
    key: "last",
    header: "Last seen",
    width: 110,
    cell: ({ lastEventAt }) => <Time at={lastEventAt} missing="never" />,
  },
  {
    key: "perDay",
    header: "Events per day",
    width: 132,
    cell: ({ eventsPerDay }) => <SparkLine days={eventsPerDay} />,
  },
  {
    key: "menu",
    header: <VisuallyHidden>Actions</VisuallyHidden>,
    width: 56,
    align: "right",
    cell: (type) => (
      <div style={{ marginLeft: "auto" }}>
        <EventTypeMenu type={type} />
      </div>
    ),
  },
];
