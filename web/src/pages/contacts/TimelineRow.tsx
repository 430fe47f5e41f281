import {
  IconBolt,
  IconClick,
  IconHandStop,
  IconMail,
  IconPlayerPlay,
  IconRotate,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { TimelineEntry } from "../../api/contacts.ts";
import { Time } from "../../ui/Time.tsx";
import classes from "./contacts.module.css";
import { ConsentEntry } from "./ConsentEntry.tsx";
import { EventEntry } from "./EventEntry.tsx";
import { MessageEntry } from "./MessageEntry.tsx";
import { ResetEntry } from "./ResetEntry.tsx";
import { RunEntry } from "./RunEntry.tsx";

const icons = {
  event: IconBolt,
  reaction: IconClick,
  run: IconPlayerPlay,
  message: IconMail,
  consent: IconHandStop,
  reset: IconRotate,
};

export function TimelineRow({ entry }: { entry: TimelineEntry }) {
  const Icon = icons[entry.kind];
  return (
    <li>
      <div className={classes["entry"]}>
        <span className={classes["sign"]}>
          <Icon size={18} stroke={1.6} aria-hidden />
        </span>
        <div className={classes["line"]}>
          <div>{contentsOf(entry)}</div>
          <span className={classes["quiet"]}>
            <Time at={entry.at} />
          </span>
        </div>
      </div>
    </li>
  );
}

function contentsOf(entry: TimelineEntry): ReactNode {
  switch (entry.kind) {
    case "event":
    case "reaction":
      return <EventEntry entry={entry} />;
    case "run":
      return <RunEntry entry={entry} />;
    case "message":
      return <MessageEntry entry={entry} />;
    case "consent":
      return <ConsentEntry entry={entry} />;
    case "reset":
      break;
  }
  return <ResetEntry entry={entry} />;
}
