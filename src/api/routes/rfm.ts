import {
  rfmChanged,
  rfmClassCounts,
  rfmPreview,
  rfmRun,
  rfmSettingsBody,
} from "../../contract/api/rfm.ts";
import { getRfmSettings, previewRfm, putRfmSettings, requestRfm } from "../../services/rfm/rfm.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "RFM";

export const rfmRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/rfm",
    scope: "read",
    tag,
    summary: "Get the settings of RFM",
    answer: rfmSettingsBody,
    handle: ({ context }) => getRfmSettings(context.sql),
  }),
  defineRoute({
    method: "put",
    path: "/rfm",
    scope: "admin",
    tag,
    summary: "Set how contacts are classed by what they have bought",
    description: "What is left out takes its default. Classes change with the next computation.",
    body: rfmSettingsBody,
    answer: rfmSettingsBody,
    handle: ({ context }, { body }) => putRfmSettings(context, body),
  }),
  defineRoute({
    method: "post",
    path: "/rfm/preview",
    scope: "read",
    tag,
    summary: "Count how many contacts would be in each class",
    body: rfmPreview,
    answer: rfmClassCounts,
    handle: async ({ context }, { body }) => ({
      classes: await previewRfm(context, body.settings),
    }),
  }),
  defineRoute({
    method: "post",
    path: "/rfm/compute",
    scope: "manage",
    tag,
    summary: "Compute everybody's class now",
    description: "A worker begins within seconds.",
    body: rfmRun,
    status: 202,
    answer: rfmChanged,
    handle: ({ context }, { body }) => requestRfm(context, body),
  }),
];
