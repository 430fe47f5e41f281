import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import type { SourceRow } from "../../db/events/sources.ts";
import { changeSource } from "../../db/events/sources.ts";
import { getSource, noSource } from "./get.ts";
import { hashOfToken, newToken } from "./token.ts";

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
