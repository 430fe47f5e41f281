import * as contract from "../../contract/api/campaigns.ts";
import { idParams } from "../../contract/api/fields.ts";
import { campaignSchema } from "../../contract/campaign.ts";
import { exportWorkflow, fileNameOf } from "../../services/campaigns/export.ts";
import { importCampaign } from "../../services/campaigns/import.ts";
import { listExamples, makeExample } from "../../services/examples/examples.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Campaigns";
const kept = "What is there already by its key or name stays as it is.";

export const campaignsRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/workflows/:id/export",
    conflicts: true,
    scope: "read",
    tag,
    summary: "Export a workflow",
    description:
      "Its draft, or where that has problems its current version; 409 with `problems` where there " +
      "is none. Stored templates stand in the blocks that use them; workflows that it names stand " +
      "there by name. Contacts, orders, promo codes and secrets stay here; `warnings` says what to " +
      "see to elsewhere.",
    params: idParams,
    answer: contract.exportedCampaign,
    handle: async ({ context }, { params, response }) => {
      const campaign = await exportWorkflow(context, params.id);
      response.set("Content-Disposition", `attachment; filename="${fileNameOf(campaign.title)}"`);
      return campaign;
    },
  }),
  defineRoute({
    method: "post",
    path: "/campaigns/import",
    scope: "manage",
    tag,
    summary: "Import workflows",
    description:
      `All of it or nothing. ${kept} What names a workflow means one of the file, or one that is ` +
      "there; 400 where there is none or several.",
    query: contract.importQuery,
    body: campaignSchema,
    answer: contract.importAnswer,
    handle: ({ context }, { query, body }) => importCampaign(context, body, query),
  }),
  defineRoute({
    method: "get",
    path: "/examples",
    scope: "read",
    tag,
    summary: "List example campaigns",
    answer: contract.exampleList,
    handle: async () => ({ items: await listExamples() }),
  }),
  defineRoute({
    method: "post",
    path: "/examples/:name",
    scope: "manage",
    tag,
    summary: "Create an example's workflows",
    description: kept,
    params: contract.exampleParams,
    body: contract.makeExampleBody,
    answer: contract.importResult,
    handle: ({ context }, { params, body }) => makeExample(context, params.name, body),
  }),
];
