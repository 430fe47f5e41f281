import type { OrdersCapability } from "../../blocks/capabilities.ts";
import type { Sql } from "../../db/core/database.ts";
import { latestOrderOf, orderByExternalId } from "../../db/runs/orders-for-runs.ts";
import type { RunRecord } from "../../db/runs/run-rows.ts";
import { setRunOrder } from "../../db/runs/run-rows.ts";

export function ordersCapability(sql: Sql, run: RunRecord): OrdersCapability {
  return {
    attach: async (which) => {
      const order =
        "latest" in which
          ? await latestOrderOf(sql, run.contactId, which.latest)
          : await orderByExternalId(sql, which.externalId);
      if (order === undefined) return null;
      await setRunOrder(sql, run.id, order.id);
      return { externalId: order.externalId };
    },
  };
}
