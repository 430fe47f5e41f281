import { pressureSettings } from "../../contract/api/pressure.ts";
import { getPressure, putPressure } from "../../services/pressure/settings.ts";
import {
  calendarDetails,
  calendarList,
  calendarParams,
  calendarSummary,
  calendarUpload,
} from "../../contract/api/holidays.ts";
import {
  deleteCalendar,
  getCalendar,
  listCalendars,
  putCalendar,
} from "../../services/pressure/holidays.ts";
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
  defineRoute({
    method: "get",
    path: "/holiday-calendars",
    scope: "read",
    tag,
    summary: "List calendars of holidays",
    answer: calendarList,
    handle: ({ context }) => listCalendars(context),
  }),
  defineRoute({
    method: "get",
    path: "/holiday-calendars/:name",
    scope: "read",
    tag,
    summary: "Get a calendar of holidays with its days",
    params: calendarParams,
    answer: calendarDetails,
    handle: ({ context }, { params }) => getCalendar(context, params.name),
  }),
  defineRoute({
    method: "put",
    path: "/holiday-calendars/:name",
    scope: "admin",
    tag,
    summary: "Upload or replace a calendar of holidays",
    description:
      "Recurring events are looked up for ten years. A file with a fault is refused as a whole, and the answer names the event.",
    inTurn: true,
    params: calendarParams,
    body: calendarUpload,
    answer: calendarSummary,
    handle: ({ context }, { params, body }) => putCalendar(context, params.name, body.content),
  }),
  defineRoute({
    method: "delete",
    path: "/holiday-calendars/:name",
    scope: "admin",
    tag,
    summary: "Delete a calendar of holidays",
    description: "Settings that name it stay, and have no such days any more.",
    params: calendarParams,
    status: 204,
    handle: ({ context }, { params }) => deleteCalendar(context, params.name),
  }),
];
