import type { IdentifyingParams } from "../../contract/api/identifying-params.ts";
import type { MappedParam } from "../../contract/identifying-params.ts";
import type { Sql } from "../../db/core/database.ts";
import { dropSetting, putSetting } from "../../db/core/settings.ts";
import { getIdentifyingParams, mappedParamSetting } from "./get.ts";

/** Maps one more param, or none. Events that are in already stay as they are. */
export async function putIdentifyingParams(
  sql: Sql,
  further: MappedParam | null,
): Promise<IdentifyingParams> {
  if (further === null) await dropSetting(sql, mappedParamSetting);
  else await putSetting(sql, mappedParamSetting, further);
  return getIdentifyingParams(sql);
}
