import { Link } from "@tanstack/react-router";
import type { EventItem } from "../../api/events.ts";
import type { Column } from "../../ui/DataTable.tsx";
import { Time } from "../../ui/Time.tsx";
import { EventContact } from "./EventContact.tsx";
import { EventOutcomes } from "./EventOutcomes.tsx";
import classes from "./events.module.css";

export const eventColumns: readonly Column<EventItem>[] = [
  {
    key: "type",
    header: "Event type",
    width: "24%",
    cell: ({ id, type, key }) => (
      <>
        <Link
          to="/events"
          search={(search) => ({ ...search, event: id })}
          resetScroll={false}
          className={classes["type"]}
          aria-label={`${type.name}, event ${key}`}
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
    header: "Event key",
    width: "18%",
    cell: ({ key }) => <span className={classes["key"]}>{key}</span>,
  },
  {
    key: "workflows",
    header: "Workflows",
    cell: ({ workflows }) => <EventOutcomes workflows={workflows} />,
  },
  {
    key: "contact",
    header: "Contact",
    width: "20%",
    cell: (event) => <EventContact event={event} />,
  },
  {
    key: "received",
    header: "Received",
    width: 120,
    cell: ({ receivedAt }) => <Time at={receivedAt} />,
  },
];
