import type { Sql } from "../../db/core/database.ts";
import { findSetting, putSetting } from "../../db/core/settings.ts";
import type { CatalogueSettings } from "../../domain/catalogue.ts";
import { catalogueSettings } from "../../domain/catalogue.ts";
import type { ServiceContext } from "../context.ts";

const settingsKey = "catalogue";

export async function getCatalogueSettings(sql: Sql): Promise<CatalogueSettings> {
  return catalogueSettings.parse((await findSetting(sql, settingsKey)) ?? {});
}

/** What is left out takes its default. Changes that are being told are told by the new ones. */
export async function putCatalogueSettings(
  { sql }: ServiceContext,
  settings: CatalogueSettings,
): Promise<CatalogueSettings> {
  await putSetting(sql, settingsKey, settings);
  return settings;
}
