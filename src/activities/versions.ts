import { LRUCache } from "lru-cache";
import type { AnyBlock } from "../blocks/registry.ts";
import { blockKinds } from "../blocks/registry.ts";
import { channelOf } from "../channels/registry.ts";
import { definitionSchema } from "../contract/definition.ts";
import type { Sql } from "../db/core/database.ts";
import { versionDefinition } from "../db/workflows/version-definition.ts";
import type { FactNeeds } from "../domain/fact-needs.ts";
import { allFacts, factNeedsOf } from "../domain/fact-needs.ts";
import { hasLiquid } from "../domain/has-liquid.ts";
import type { VersionContents } from "../domain/message-content.ts";
import { usualPriority } from "../domain/pressure/settings.ts";
import { noteKind } from "./block-timer.ts";

/** A block of a published version: its kind, and the settings it was published with. */
export interface PublishedBlock {
  id: string;
  block: AnyBlock;
  config: unknown;
  /** Whether its settings have something to be rendered. */
  hasTemplates: boolean;
  /** What of the contact its settings and messages may ask for. */
  needs: FactNeeds;
  /** The block to which a branch leads. */
  behind(branch: string): PublishedBlock | undefined;
  /** What the version's messages say; null: it was published before that was kept. */
  contents: VersionContents | null;
  /** Of the workflow: whose message goes first where a cap has no place for all. */
  priority: number;
}

export type FindBlock = (sql: Sql, versionId: string, blockId: string) => Promise<PublishedBlock>;

const maxVersions = 200;

const wayKey = (from: string, branch: string): string => `${from}/${branch}`;

/** Messages of before that was kept are made from stored templates, which may ask for anything. */
function needsOf(block: AnyBlock, config: unknown, contents: VersionContents | null): FactNeeds {
  const settings = JSON.stringify(config);
  if (block.messages === undefined) return factNeedsOf(settings);
  if (contents === null) return allFacts;
  const channels = block.messages(config).map(({ channel }) => channelOf(channel));
  const reached = channels.map(({ address }) => address.identity);
  return factNeedsOf(settings + JSON.stringify(contents), reached);
}

/** Finds blocks of versions. A version never changes, so those used last are kept. */
export function versionCache(): FindBlock {
  const versions = new LRUCache<string, Map<string, PublishedBlock>>({ max: maxVersions });

  async function load(sql: Sql, versionId: string): Promise<Map<string, PublishedBlock>> {
    const version = await versionDefinition(sql, versionId);
    const definition = definitionSchema.parse(version.definition);
    const { contents } = version;
    const priority = definition.settings?.priority ?? usualPriority;
    const blocks = new Map<string, PublishedBlock>();
    const ways = new Map(
      definition.edges.map(({ from, branch, to }) => [wayKey(from, branch), to]),
    );
    for (const { id, kind, config } of definition.blocks) {
      const block = blockKinds.get(kind);
      if (block === undefined) continue;
      const hasTemplates = hasLiquid(JSON.stringify(config));
      const behind = (branch: string): PublishedBlock | undefined =>
        blocks.get(ways.get(wayKey(id, branch)) ?? "");
      const needs = needsOf(block, config, contents);
      blocks.set(id, { id, block, config, hasTemplates, needs, behind, contents, priority });
    }
    return blocks;
  }

  return async (sql, versionId, blockId) => {
    const blocks = versions.get(versionId) ?? (await load(sql, versionId));
    versions.set(versionId, blocks);
    const found = blocks.get(blockId);
    if (found === undefined) throw new Error(`version ${versionId} has no block "${blockId}"`);
    noteKind(found.block.kind);
    return found;
  };
}
