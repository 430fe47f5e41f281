import { z } from "zod";
import { count } from "../integers.ts";

const blocks = z.strictObject({
  count,
  names: z.array(z.string()).meta({ description: "The first five" }),
});

export const definitionChanges = z
  .strictObject({
    added: blocks,
    removed: blocks,
    changed: blocks.meta({ description: "Their settings, name or note" }),
    branches: count.meta({
      description: "Branches between blocks that stayed, which lead elsewhere",
    }),
    settings: z.boolean().meta({ description: "The settings of the whole workflow" }),
  })
  .meta({ id: "DefinitionChanges", description: "What differs, but for places on the canvas" });

export type DefinitionChanges = z.input<typeof definitionChanges>;
