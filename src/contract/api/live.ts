import { z } from "zod";

/** What can be watched: lists as a whole, one run, one workflow, one workflow's figures. */
const topicForm =
  /^(?:events|runs|(?:run|workflow|figures):[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

export const topicKinds = ["events", "runs", "run", "workflow", "figures"] as const;
export type TopicKind = (typeof topicKinds)[number];

/** A topic, by the name that a client gave it. */
export interface Topic {
  name: string;
  kind: TopicKind;
  /** Of a run or a workflow. */
  id: string | null;
}

const mostTopics = 20;

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
                topicForm,
                "there is no such topic: events, runs, run:<id>, workflow:<id> or figures:<workflow's id>",
              )
              .transform(topicOf),
          )
          .max(mostTopics, `may name ${mostTopics} topics at most`),
      )
      .meta({
        description:
          "Separated by commas, 20 at most: `events`, `runs`, `run:<id>`, `workflow:<id>`, " +
          "`figures:<workflow's id>`",
        example: "runs,figures:0198c9a0-0000-7000-8000-000000000000",
      }),
  })
  .meta({ id: "LiveQuery" });

function topicOf(name: string): Topic {
  const [kind, id = null] = name.split(":") as [TopicKind, string?];
  return { name, kind, id };
}
