import { setTimeout as sleep } from "node:timers/promises";
import type { Connection } from "@temporalio/client";
import proto from "@temporalio/proto";
import { searchAttributes } from "../../domain/search-attributes.ts";

const { IndexedValueType } = proto.temporal.api.enums.v1;
const types = {
  Keyword: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  Int: IndexedValueType.INDEXED_VALUE_TYPE_INT,
} as const;
const visibleLimitMs = 30_000;
const alreadyExists = 6;

/**
 * Makes the search attributes that runs carry, in one namespace, and waits until the server shows
 * them: a run that used one before would not start. Several processes may do it at once.
 * @throws Error when an attribute exists with another type, or can't be made
 */
export async function ensureSearchAttributes(
  connection: Connection,
  namespace: string,
): Promise<void> {
  const missing = await missingSearchAttributes(connection, namespace);
  if (missing.length === 0) return;
  try {
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, typeOf(name)])),
    });
  } catch (error) {
    if ((error as { code?: number }).code !== alreadyExists) throw error;
  }
  const deadline = Date.now() + visibleLimitMs;
  for (;;) {
    const still = await missingSearchAttributes(connection, namespace);
    if (still.length === 0) return;
    if (Date.now() > deadline) {
      throw new Error(`Temporal does not show the search attributes ${still.join(", ")}`);
    }
    await sleep(100);
  }
}

type Name = keyof typeof searchAttributes;

/**
 * Which of our attributes the namespace lacks.
 * @throws Error when one exists with another type
 */
export async function missingSearchAttributes(
  connection: Connection,
  namespace: string,
): Promise<Name[]> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const names = Object.keys(searchAttributes) as Name[];
  for (const name of names) {
    const found = customAttributes[name];
    if (found !== undefined && found !== typeOf(name)) {
      throw new Error(
        `Temporal's search attribute ${name} exists with another type than ` +
          `${searchAttributes[name]}: remove or rename it, or use another namespace.`,
      );
    }
  }
  return names.filter((name) => customAttributes[name] === undefined);
}

function typeOf(name: Name): (typeof types)[keyof typeof types] {
  return types[searchAttributes[name]];
}
