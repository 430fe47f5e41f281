import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { TestLaunchAnswer } from "../../../src/contract/api/test-launch.ts";
import { post } from "./client.ts";

/** An event as it would be sent. */
export interface TestLaunchEvent {
  eventTypeKey: string;
  keyValue?: string;
  params: unknown;
  contact?: Record<string, string>;
}

export interface TestLaunch {
  version: number | "draft";
  contactId?: string;
  event?: TestLaunchEvent;
  skipWaiting: boolean;
  callWebhooks: boolean;
  recipient?: string;
}

export function useTestLaunch(workflowId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: TestLaunch) =>
      post<TestLaunchAnswer>(`/workflows/${workflowId}/test-launch`, body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["/runs"] }),
  });
}
