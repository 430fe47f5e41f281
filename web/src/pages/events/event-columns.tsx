import { Link } from "@tanstack/react-router";
import type { EventItem } from "../../api/events.ts";
import type { Column } from "../../ui/DataTable.tsx";
import { Time } from "../../ui/Time.tsx";
import { EventContact } from "./EventContact.tsx";
import { EventOutcomes } from "./EventOutcomes.tsx";
import classes from "./events.module.css";
import { t } from "../../i18n/i18n.ts";

export const eventColumns = (): Column<EventItem>[] => [
  {
    key: "type",
    header: t("events:fact.type"),
    width: "24%",
    cell: ({ id, type, key }) => (
      <>
        <Link
          to="/events"
          search={(search) => ({ ...search, event: id })}
          resetScroll={false}
          className={classes["type"]}
          aria-label={t("events:row", { type: type.name, key })}
        >
          {type.name}
        </Link>
        {type.key !== type.name && (
          <div className={`${classes["key"]} ${classes["quiet"]}`}>{type.key}</div>
        )}
      </>
    ),
  },
  {
    key: "key",
    header: t("events:fact.key"),
    width: "18%",
    cell: ({ key }) => <span className={classes["key"]}>{key}</span>,
  },
  {
    key: "workflows",
    header: t("events:column.workflows"),
    cell: ({ workflows }) => <EventOutcomes workflows={workflows} />,
  },
  {
    key: "contact",
    header: t("events:fact.contact"),
    width: "20%",
    cell: (event) => <EventContact event={event} />,
  },
  {
    key: "received",
    header: t("events:fact.received"),
    width: 120,
    cell: ({ receivedAt }) => <Time at={receivedAt} />,
  },
];
