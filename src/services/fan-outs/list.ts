import type { ServiceContext } from "../context.ts";
import { z } from "zod";
import type { FanOutAnswer, FanOutsQuery } from "../../contract/api/fan-out.ts";
import type { Page } from "../../contract/api/page.ts";
import { badCursor, cutPage, decodeCursor } from "../../contract/api/page.ts";
import { fanOutsBehind } from "../../db/queue/fan-outs.ts";
import { presentFanOut } from "./present.ts";

const cursor = z.tuple([z.iso.datetime(), z.guid()]);

/** Fan-outs, newest first. */
export async function listFanOuts(
  context: ServiceContext,
  query: FanOutsQuery,
): Promise<Page<FanOutAnswer>> {
  const { limit, after, workflowId = null, state = null } = query;
  const behind = after === undefined ? null : placeOf(after);
  const rows = await fanOutsBehind(context.sql, { workflowId, state }, behind, limit + 1);
  const page = cutPage(rows, limit, ({ createdAtExact, id }) => [createdAtExact, id]);
  return { ...page, items: page.items.map(presentFanOut) };
}

function placeOf(text: string): { createdAt: string; id: string } {
  const parsed = cursor.safeParse(decodeCursor(text));
  if (!parsed.success) throw badCursor();
  const [createdAt, id] = parsed.data;
  return { createdAt, id };
}
