import { z } from "zod";
import { campaignSegment } from "../campaign.ts";
import { count } from "../integers.ts";
import { newTopic } from "./topics.ts";
import { truth } from "./fields.ts";

const onConflict = z.enum(["keep", "copy"]).default("keep").meta({
  description:
    "A workflow whose name is taken: the one that is there stays as it is, or a copy is made beside it",
});
const switchedOn = (description: string) => truth.default(false).meta({ description });
const sampleData = "Brings the file's contacts and orders in too";
const activate = "Publishes and activates what is made; without it, drafts are made";

export const importQuery = z.strictObject({
  dryRun: switchedOn("Tells what would be made, and makes nothing"),
  onConflict,
  sampleData: switchedOn(sampleData),
  activate: switchedOn(activate),
});

export const makeExampleBody = z
  .strictObject({
    onConflict,
    sampleData: z.boolean().default(false).meta({ description: sampleData }),
    activate: z.boolean().default(false).meta({ description: activate }),
  })
  .prefault({})
  .meta({ id: "MakeExample" });

export const exampleParams = z.strictObject({ name: z.string().min(1).max(100) });

const names = z.array(z.string());

export const importResult = z
  .strictObject({
    workflows: z.array(
      z.strictObject({
        id: z.guid().nullable().meta({ description: "Null: made in a dry run only" }),
        name: z.string(),
        was: z.string().meta({ description: "Its name in the file" }),
        outcome: z.enum(["made", "was_there", "renamed"]),
      }),
    ),
    made: z
      .strictObject({
        eventTypes: names,
        segments: names,
        topics: names,
        promoPools: names,
        partials: names,
        contacts: count,
        orders: count,
      })
      .meta({ description: "What was not there yet, by its key or name" }),
    warnings: z.array(z.string()).meta({ description: "What the file says that it lacks" }),
  })
  .meta({ id: "CampaignBroughtIn" });

export const importAnswer = importResult
  .extend({ dryRun: z.boolean() })
  .meta({ id: "CampaignImported" });

export const exampleList = z
  .strictObject({
    items: z.array(
      z
        .strictObject({
          name: z.string(),
          title: z.string(),
          description: z.string(),
          workflows: z.array(z.strictObject({ name: z.string(), tags: names })),
          needs: z.strictObject({
            eventTypes: names,
            segments: names,
            topics: names,
            promoPools: names,
            secrets: names.meta({ description: "To be set by hand" }),
          }),
          sampleData: z.strictObject({ contacts: count, orders: count }),
        })
        .meta({ id: "Example" }),
    ),
  })
  .meta({ id: "ExampleList" });

const things = z.array(z.record(z.string(), z.unknown()));

export const exportedCampaign = z
  .strictObject({
    title: z.string().optional(),
    $comment: z.string().optional(),
    warnings: z.array(z.string()).meta({ description: "What does not travel along, in words" }),
    eventTypes: things,
    segments: z.array(campaignSegment),
    topics: z.array(newTopic),
    promoPools: things.meta({ description: "Without their codes" }),
    partials: things,
    workflows: things.meta({ description: "With definition, bindings and stop rules" }),
  })
  .meta({ id: "ExportedCampaign", description: "What POST /campaigns/import takes" });

export type ImportQuery = z.output<typeof importQuery>;
export type MakeExample = z.output<typeof makeExampleBody>;
export type ImportResult = z.input<typeof importResult>;
export type Example = z.input<typeof exampleList>["items"][number];
