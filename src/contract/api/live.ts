import { z } from "zod";

/** What can be watched: lists as a whole, one run, one workflow, one workflow's figures. */
const feedPattern =
  /^(?:events|runs|(?:run|workflow|figures):[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

export const feedKinds = ["events", "runs", "run", "workflow", "figures"] as const;
export type FeedKind = (typeof feedKinds)[number];

/** A topic, by the name that a client gave it. */
export interface Feed {
  name: string;
  kind: FeedKind;
  /** Of a run or a workflow. */
  id: string | null;
}

const maxFeeds = 20;

export const liveQuery = z
  .strictObject({
    topics: z
      .string()
      .max(2_000)
      // In one order, whatever the client's: a cursor speaks of them by their places.
      .transform((text) => [...new Set(text.toLowerCase().split(","))].toSorted())
      .pipe(
        z
          .array(
            z
              .string()
              .regex(
                feedPattern,
                "there is no such topic: events, runs, run:<id>, workflow:<id> or figures:<workflow's id>",
              )
              .transform(feedOf),
          )
          .max(maxFeeds, `may name ${maxFeeds} topics at most`),
      )
      .meta({
        description:
          "Separated by commas, 20 at most: `events`, `runs`, `run:<id>`, `workflow:<id>`, " +
          "`figures:<workflow's id>`",
        example: "runs,figures:0198c9a0-0000-7000-8000-000000000000",
      }),
  })
  .meta({ id: "LiveQuery" });

function feedOf(name: string): Feed {
  const [kind, id = null] = name.split(":") as [FeedKind, string?];
  return { name, kind, id };
}
