import type { ServiceContext } from "../context.ts";
import type { Definition } from "../../contract/definition.ts";
import { hostsOfSecrets } from "../../db/access/secrets.ts";
import type { GraphIssue } from "../../domain/graph.ts";
import { secretsIn } from "../webhooks/render.ts";
import { noSecret, secretElsewhere } from "./secrets.ts";

/**
 * Webhooks that name a secret and lead where it may not be sent. A host that a template makes is known
 * at the call only, which is looked at again; here it is told, as no such call can be meant.
 */
export async function secretIssues(
  context: ServiceContext,
  blocks: Definition["blocks"],
): Promise<GraphIssue[]> {
  const calls = blocks.flatMap(({ id, config }) => {
    const { url } = config as { url?: unknown };
    const names = typeof url === "string" ? secretsIn(config) : [];
    return typeof url === "string" && names.length > 0 ? [{ block: id, url, names }] : [];
  });
  const rows = await hostsOfSecrets(context.sql, [...new Set(calls.flatMap(({ names }) => names))]);
  const known = new Map(rows.map(({ name, hosts }) => [name, hosts]));
  return calls.flatMap(({ block, url, names }) =>
    names.flatMap((name): GraphIssue[] => {
      const hosts = known.get(name);
      if (hosts === undefined) return [];
      const origin = originIn(url);
      const message =
        origin === null
          ? `${noSecret(name, hosts)}: its host must stand in the address, not in a template`
          : secretElsewhere(origin, [{ name, hosts }]);
      return message === null ? [] : [{ block, field: "url", message }];
    }),
  );
}

/** The beginning of an address up to its path, if no template stands in it. */
function originIn(url: string): string | null {
  return /^\s*(https?:\/\/[^/?#{}\s]+)(?=[/?#]|\s*$)/i.exec(url)?.[1] ?? null;
}
