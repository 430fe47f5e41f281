import { useMutation } from "@tanstack/react-query";
import type {
  DryRunAnswer,
  ForeseenDecision as Decision,
  ForeseenMessage as Message,
} from "../../../src/contract/api/dry-run.ts";
import { post } from "./client.ts";
import type { TestEvent } from "./events.ts";
import type { Wire } from "./wire.ts";

export type Forecast = Wire<DryRunAnswer>;
export type ForeseenDecision = Wire<Decision>;
export type ForeseenMessage = Wire<Message>;

/** What an event would do; nothing is kept. */
export function useDryRun() {
  return useMutation({
    mutationFn: (event: TestEvent) => post<Forecast>("/events/dry-run", event),
  });
}
