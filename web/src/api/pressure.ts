import { queryOptions } from "@tanstack/react-query";
import type { PressureAnswer } from "../../../src/contract/api/pressure.ts";
import type { CalendarDetails, CalendarSummary } from "../../../src/contract/api/holidays.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";

export type Pressure = Wire<PressureAnswer>;
export type Cap = Pressure["caps"][number];
export type QuietHours = Pressure["quietHours"][number];
export type HolidayCalendar = Wire<CalendarSummary>;
export type HolidayCalendarDetails = Wire<CalendarDetails>;

export const pressureQuery = queryOptions({
  queryKey: ["/pressure"],
  queryFn: ({ signal }) => get<Pressure>("/pressure", {}, signal),
});

export const calendarsQuery = queryOptions({
  queryKey: ["/holiday-calendars"],
  queryFn: ({ signal }) => get<{ items: HolidayCalendar[] }>("/holiday-calendars", {}, signal),
});

export const calendarQuery = (name: string) =>
  queryOptions({
    queryKey: ["/holiday-calendars", name],
    queryFn: ({ signal }) =>
      get<HolidayCalendarDetails>(`/holiday-calendars/${encodeURIComponent(name)}`, {}, signal),
  });
