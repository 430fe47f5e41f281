import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { ManualStartAnswer } from "../../../../../src/contract/api/contact-actions.ts";
import { post } from "../../../api/client.ts";
import type { Wire } from "../../../api/wire.ts";

export type StartAnswer = Wire<ManualStartAnswer>;

interface Start {
  workflowId: string;
  bindingId: string;
  params: object | undefined;
}

/**
 * Starts a workflow for a contact. What is sent again after a failure has the message id of the first
 * time, as that may have arrived; after an answer, or said otherwise, it is another start.
 */
export function useStart(contactId: string) {
  const queryClient = useQueryClient();
  const tried = useRef({ start: "", messageId: "" });
  return useMutation({
    mutationFn: ({ workflowId, bindingId, params }: Start) => {
      const start = JSON.stringify([workflowId, bindingId, params]);
      if (tried.current.start !== start) tried.current = { start, messageId: newMessageId() };
      const { messageId } = tried.current;
      return post<StartAnswer>(`/contacts/${contactId}/workflows/${workflowId}/start`, {
        bindingId,
        params,
        messageId,
      });
    },
    onSuccess: async () => {
      tried.current = { start: "", messageId: "" };
      await queryClient.invalidateQueries({ queryKey: ["explanation", contactId] });
      await queryClient.invalidateQueries({ queryKey: [`/contacts/${contactId}/timeline`] });
    },
  });
}

/** The object in a text; undefined for none, null where it is something else. */
export function paramsIn(text: string): object | undefined | null {
  if (text.trim() === "") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** `crypto.randomUUID` is not there on a page without TLS. */
function newMessageId(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("-");
}
