import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import { newId } from "../../platform/new-id.ts";
import { z } from "zod";
import type { Page } from "../../contract/api/page.ts";
import type {
  NewSource,
  SourceChange,
  source as sourceSchema,
} from "../../contract/api/sources.ts";
import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/core/database.ts";
import type { SourceSampleRow } from "../../db/events/source-samples.ts";
import { samplesOf } from "../../db/events/source-samples.ts";
import type { SourceRow } from "../../db/events/sources.ts";
import {
  changeSource,
  insertSource,
  deleteSource as remove,
  listSources as rowsOf,
  sourceById,
} from "../../db/events/sources.ts";
import { presetOf } from "../../domain/webhook-sources/presets.ts";
import type { ServiceContext } from "../context.ts";
import type { PageRequest } from "../pages.ts";
import { pageById } from "../pages.ts";
import { requireReadable } from "./templates-of.ts";
import { hashOfToken, newToken, requireUsable, schemeOf, sealSecret } from "./verify.ts";

/**
 * Makes an address for the webhooks of others. One that is signed may get its secret later: some
 * providers want the address first.
 * @returns the source, and its token where the address needs one: it is kept as a hash only
 * @throws AppError `conflict` for a secret without a key to seal it with
 */
export async function createSource(
  context: ServiceContext,
  secretsKeys: SealingKeys | undefined,
  { name, preset, secret, signature = null, mapping }: NewSource,
): Promise<{ row: SourceRow; token: string | undefined }> {
  await requireReadable(context.renderer, mapping);
  requireUsable(preset, secret);
  const id = newId();
  const token = schemeOf({ preset, signature, secret }) === null ? newToken() : undefined;
  const row = await insertSource(context.sql, {
    id,
    name,
    preset,
    signature,
    secret: secret === undefined ? null : await sealSecret(context.sql, secretsKeys, id, secret),
    tokenHash: token === undefined ? null : hashOfToken(token),
    mapping: mapping ?? presetOf(preset).mapping,
  });
  return { row, token };
}

/** @throws AppError `not_found` */
export async function getSource(context: ServiceContext, id: string): Promise<SourceRow> {
  const row = await sourceById(context.sql, id);
  if (row === null) throw noSource();
  return row;
}

export type FoundSource = SourceRow;

/** The source at an address, if it takes anything. */
export async function findSource(sql: Sql, id: unknown): Promise<FoundSource | null> {
  const parsed = z.guid().safeParse(id);
  const source = parsed.success ? await sourceById(sql, parsed.data) : null;
  return source?.enabled === true ? source : null;
}

/** Sources, newest first. */
export async function listSources(
  context: ServiceContext,
  request: PageRequest,
): Promise<Page<SourceRow>> {
  return pageById(request, (count, behind) => rowsOf(context.sql, count, behind));
}

/** @throws AppError `not_found`; `conflict` for a secret without a key to seal it with */
export async function updateSource(
  context: ServiceContext,
  secretsKeys: SealingKeys | undefined,
  id: string,
  { secret, ...change }: SourceChange,
): Promise<SourceRow> {
  await requireReadable(context.renderer, change.mapping);
  if (secret !== undefined) requireUsable((await getSource(context, id)).preset, secret);
  const sealed =
    secret === undefined ? undefined : await sealSecret(context.sql, secretsKeys, id, secret);
  const row = await changeSource(context.sql, id, { ...change, secret: sealed });
  if (row === null) throw noSource();
  return row;
}

/** Deletes a source with its samples; its events stay. @throws AppError `not_found` */
export async function deleteSource(context: ServiceContext, id: string): Promise<void> {
  if (!(await remove(context.sql, id))) throw noSource();
}

/**
 * Gives a source a new address; the one before ends at once.
 * @throws AppError `not_found`; `conflict` for one whose deliveries are signed
 */
export async function renewToken(
  context: ServiceContext,
  id: string,
): Promise<{ row: SourceRow; token: string }> {
  const { tokenHash } = await getSource(context, id);
  if (tokenHash === null) {
    throw new AppError("conflict", "its deliveries are signed: its address holds no token");
  }
  const token = newToken();
  const row = await changeSource(context.sql, id, { tokenHash: hashOfToken(token) });
  if (row === null) throw noSource();
  return { row, token };
}

/** The last deliveries, newest first. @throws AppError `not_found` */
export async function listSamples(context: ServiceContext, id: string): Promise<SourceSampleRow[]> {
  await getSource(context, id);
  return samplesOf(context.sql, id);
}

/** A source without what nobody may see; with its token only where that was just made. */
export function presentSource(
  row: SourceRow,
  publicUrl: string,
  token?: string,
): z.input<typeof sourceSchema> {
  const { id, name, preset, signature, enabled, mapping, lastReceivedAt, createdAt, updatedAt } =
    row;
  return {
    id,
    name,
    preset,
    signature,
    enabled,
    lastReceivedAt,
    createdAt,
    updatedAt,
    mapping: { ...mapping, contact: { ...mapping.contact } },
    verification: schemeOf(row) === null ? "token" : "signature",
    address: `${publicUrl}/in/${id}${token === undefined ? "" : `/${token}`}`,
    hasSecret: row.secret !== null,
  };
}

const noSource = () => new AppError("not_found", "there is no such source");
