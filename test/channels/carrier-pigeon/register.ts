import "./register-message.ts";
import type { AnyBlock } from "../../../src/blocks/registry.ts";
import { blockKinds } from "../../../src/blocks/registry.ts";
import type { ChannelDescription } from "../../../src/channels/description.ts";
import { channels } from "../../../src/channels/registry.ts";
import type { Jobs } from "../../../src/rendering/jobs.ts";
import type { Renderer } from "../../../src/rendering/renderer.ts";
import { blockIssues } from "../../../src/rendering/work/block-issues.ts";
import { renderer } from "../../support/renderer.ts";
import { sendCarrierPigeon, sendFlock } from "./blocks.ts";
import { carrierPigeon } from "./description.ts";

// Imported before all else: the schema of definitions is made from the kinds that are there.

/** The line that a channel of ours has in src/channels/registry.ts. */
(channels as Map<string, ChannelDescription>).set(carrierPigeon.name, carrierPigeon);

/** The lines that its blocks have in src/blocks/registry.ts. */
for (const block of [sendCarrierPigeon, sendFlock]) {
  (blockKinds as Map<string, AnyBlock>).set(block.kind, block);
}

// Threads load the registries by themselves, without what a test has added.
const threads: Renderer["run"] = renderer.run;
renderer.run = (kind, input) =>
  kind === "blockProblems"
    ? Promise.resolve(blockIssues(input as Jobs["blockProblems"]["input"]))
    : threads(kind, input);
