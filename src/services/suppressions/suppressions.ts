import type { z } from "zod";
import type { Page } from "../../contract/api/page.ts";
import type {
  newSuppression,
  NewSuppressionGiven,
  SuppressionQuery,
} from "../../contract/api/suppressions.ts";
import { AppError } from "../../contract/errors.ts";
import type { NewSuppression, SuppressionRow } from "../../db/messages/suppressions.ts";
import {
  deleteSuppression,
  insertSuppressions,
  suppressionById,
  suppressionFor,
  suppressionsBelow,
} from "../../db/messages/suppressions.ts";
import { usualScope } from "../../domain/suppression.ts";
import { newId } from "../../platform/new-id.ts";
import type { ServiceContext } from "../context.ts";
import { pageById } from "../pages.ts";
import { addressFault, channelAddress } from "./channel-address.ts";

/** Suppressions, newest first. */
export function listSuppressions(
  context: ServiceContext,
  { channel, reason, search, ...request }: SuppressionQuery,
): Promise<Page<SuppressionRow>> {
  return pageById(request, (count, behind) =>
    suppressionsBelow(context.sql, { channel, reason, search }, count, behind),
  );
}

/** @throws AppError `not_found` */
export async function getSuppression(context: ServiceContext, id: string): Promise<SuppressionRow> {
  const found = await suppressionById(context.sql, id);
  if (found === null) throw noSuppression();
  return found;
}

/** Suppresses an address. Done again, it changes nothing. @throws AppError `invalid` for no address */
export async function addSuppression(
  context: ServiceContext,
  given: z.output<typeof newSuppression>,
): Promise<SuppressionRow> {
  const fault = addressFault(given.channel, given.address);
  if (fault !== null) {
    throw new AppError("invalid", "the address is none of the channel", {
      faults: [{ path: "address", message: fault }],
    });
  }
  return context.transaction(async ({ sql }) => {
    const added = suppressionFrom(given.channel, given, context.now());
    await insertSuppressions(sql, [added]);
    const found = await suppressionFor(sql, added);
    if (found === null) throw new Error("the suppression was lifted meanwhile");
    return found;
  });
}

/** A suppression as somebody has written it, whose address is one. */
export function suppressionFrom(
  channel: string,
  { address, reason, scope, note, until }: NewSuppressionGiven,
  now: Date,
): NewSuppression {
  return {
    id: newId(),
    channel,
    address: channelAddress(channel, address),
    reason,
    scope: scope ?? usualScope(reason),
    code: null,
    words: note ?? null,
    messageId: null,
    at: now,
    until: until ?? null,
  };
}

/** @throws AppError `not_found` */
export async function liftSuppression(context: ServiceContext, id: string): Promise<void> {
  if (!(await deleteSuppression(context.sql, id))) throw noSuppression();
}

const noSuppression = () => new AppError("not_found", "there is no such suppression");
