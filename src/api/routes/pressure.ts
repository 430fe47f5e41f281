import { pressureSettings } from "../../contract/api/pressure.ts";
import { getPressure, putPressure } from "../../services/pressure/settings.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Pressure";

export const pressureRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/pressure",
    scope: "read",
    tag,
    summary: "Get caps, quiet hours and holidays",
    answer: pressureSettings,
    handle: ({ context }) => getPressure(context),
  }),
  defineRoute({
    method: "put",
    path: "/pressure",
    scope: "admin",
    tag,
    summary: "Replace caps, quiet hours and holidays",
    description:
      "They hold from the next message on, and messages that are held back look again by them. A cap counts messages that were sent while a cap was set for their channel.",
    body: pressureSettings,
    answer: pressureSettings,
    handle: ({ context }, { body }) => putPressure(context, body),
  }),
];
