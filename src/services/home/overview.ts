import type { EventSummary } from "../../contract/api/history.ts";
import type { RunSummary } from "../../contract/api/run.ts";
import type { Database } from "../../db/database.ts";
import { countsOfToday, mostCounted } from "../../db/home-figures.ts";
import { listEvents } from "../events/list.ts";
import { listRuns } from "../runs/list.ts";

const shown = 10;

export interface Overview {
  today: { events: number; runs: number };
  /** A count that reaches this says "or more". */
  mostCounted: number;
  events: EventSummary[];
  runs: RunSummary[];
}

/** What the home page shows. */
export async function overview(db: Database): Promise<Overview> {
  const today = await countsOfToday(db);
  const { items: events } = await listEvents(db, { limit: shown });
  const { items: runs } = await listRuns(db, { limit: shown });
  return { today, mostCounted, events, runs };
}
