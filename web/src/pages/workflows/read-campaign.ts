import { exactJson } from "../../../../src/domain/exact-json.ts";
import { t } from "../../i18n/i18n.ts";

export interface CampaignFile {
  contacts: number;
  orders: number;
  /** The file as it was read; the API checks whether it is valid. */
  content: Record<string, unknown>;
}

export type Read =
  | { outcome: "read"; campaign: CampaignFile }
  | { outcome: "not"; message: string };

/** A campaign's file; whether each of its parts is right is the API's to say. */
export function readCampaign(text: string): Read {
  let content: unknown;
  try {
    content = exactJson(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : "";
    return { outcome: "not", message: t("workflows-list:import.notJson", { why }) };
  }
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    return { outcome: "not", message: t("workflows-list:import.noObject") };
  }
  const campaign = content as Record<string, unknown>;
  if (!Array.isArray(campaign["workflows"])) {
    return { outcome: "not", message: t("workflows-list:import.noList") };
  }
  const count = (list: unknown) => (Array.isArray(list) ? list.length : 0);
  return {
    outcome: "read",
    campaign: {
      contacts: count(campaign["contacts"]),
      orders: count(campaign["orders"]),
      content: campaign,
    },
  };
}
