import type { ServiceContext } from "../context.ts";
import type { IdentifyingParams } from "../../contract/api/identifying-params.ts";
import type { MappedParam } from "../../contract/identifying-params.ts";
import { dropSetting, putSetting } from "../../db/core/settings.ts";
import { getIdentifyingParams, mappedParamSetting } from "./get.ts";

/** Maps one more param, or none. Events that are in already stay as they are. */
export async function putIdentifyingParams(
  context: ServiceContext,
  further: MappedParam | null,
): Promise<IdentifyingParams> {
  if (further === null) await dropSetting(context.sql, mappedParamSetting);
  else await putSetting(context.sql, mappedParamSetting, further);
  return getIdentifyingParams(context);
}
