import { newId } from "../../platform/new-id.ts";
import type { Page, SearchPageQuery } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import { workflowsWithText } from "../../db/contacts/segments.ts";
import type { PoolChange, PoolRow } from "../../db/messages/promo-codes.ts";
import {
  insertCodes,
  insertPool,
  lockPool,
  poolById,
  deletePool as remove,
  listPools as rowsOf,
  updatePool as change,
} from "../../db/messages/promo-codes.ts";
import type { ServiceContext } from "../context.ts";
import { pageByText } from "../pages.ts";

/** @throws AppError `conflict` when the name is taken */
export async function createPool(
  context: ServiceContext,
  pool: { name: string; lowStock: number; expiresAt?: Date | null },
): Promise<ShownPool> {
  const id = newId();
  if (!(await insertPool(context.sql, { id, ...pool }))) {
    throw new AppError("conflict", `there is a pool named "${pool.name}" already`, {
      faults: [{ path: "name", message: "is taken" }],
    });
  }
  return getPool(context, id);
}

/** @throws AppError `not_found` */
export async function getPool(context: ServiceContext, id: string): Promise<ShownPool> {
  const pool = await poolById(context.sql, id);
  if (pool === null) throw noPool();
  return presentPool(pool);
}

/** Pools by name. */
export async function listPools(
  context: ServiceContext,
  { search, ...request }: SearchPageQuery,
): Promise<Page<ShownPool>> {
  const nameOf = ({ name }: PoolRow) => name;
  const { items, next } = await pageByText(request, nameOf, (count, behind) =>
    rowsOf(context.sql, count, behind, search),
  );
  return { items: items.map(presentPool), next };
}

/** @throws AppError `not_found` */
export async function updatePool(
  context: ServiceContext,
  id: string,
  changed: PoolChange,
): Promise<ShownPool> {
  if (!(await change(context.sql, id, changed))) throw noPool();
  return getPool(context, id);
}

/**
 * Deletes a pool with its codes, and with it the record of who was given which.
 * @throws AppError `not_found`; `conflict` while a published workflow names it (`details.workflows`)
 */
export async function deletePool(context: ServiceContext, id: string): Promise<void> {
  await context.transaction(async (context) => {
    const name = await lockPool(context.sql, id);
    if (name === null) throw noPool();
    const workflows = (await workflowsWithText(context.sql, name))
      .filter(({ definition }) =>
        definition.blocks.some(({ config }) => "pool" in config && config.pool === name),
      )
      .map(({ workflowId, workflowName }) => ({ workflowId, workflowName }));
    if (workflows.length > 0) {
      const message = `published workflows give codes of "${name}": change them first`;
      throw new AppError("conflict", message, { details: { workflows } });
    }
    await remove(context.sql, id);
  });
}

/**
 * Adds codes to a pool, behind those that are there. One that is there already, given or not, is
 * not added again.
 * @throws AppError `not_found`
 */
export async function addCodes(
  context: ServiceContext,
  id: string,
  codes: readonly string[],
): Promise<{ added: number; repeated: number; pool: ShownPool }> {
  return context.transaction(async (context) => {
    if ((await lockPool(context.sql, id)) === null) throw noPool();
    const added = await insertCodes(context.sql, id, codes);
    return { added, repeated: codes.length - added, pool: await getPool(context, id) };
  });
}

/** A pool as the API shows it. */
export function presentPool(pool: PoolRow) {
  const { isOver, ...shown } = pool;
  const { total, remaining, lowStock } = pool;
  const left = isOver ? 0 : remaining;
  return {
    ...shown,
    given: total - remaining,
    remaining: left,
    expired: remaining - left,
    runsLow: left <= lowStock,
  };
}

export type ShownPool = ReturnType<typeof presentPool>;

const noPool = () => new AppError("not_found", "there is no such pool");
