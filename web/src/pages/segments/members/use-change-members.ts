import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post } from "../../../api/client.ts";
import type { Segment } from "../../../api/segments.ts";
import { t } from "../../../i18n/i18n.ts";
import { notifyDone, notifyFailure } from "../../../ui/notify.ts";

interface Change {
  way: "add" | "remove";
  contactId: string;
}

/** Adds a contact to a list, or takes it out. */
export function useChangeMembers({ id }: Segment) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ way, contactId }: Change) =>
      post<{ changed: number }>(`/segments/${id}/members/${way}`, { contactIds: [contactId] }),
    onSuccess: async ({ changed }, { way }) => {
      if (changed === 0) notifyDone(t("segments:members.unchanged"));
      else notifyDone(t(way === "add" ? "segments:members.added" : "segments:members.removed"));
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: [`/segments/${id}/members`] }),
        queryClient.invalidateQueries({ queryKey: ["/segments"] }),
      ]);
    },
    onError: notifyFailure(t("segments:members.failed")),
  });
}

export type MembersChange = ReturnType<typeof useChangeMembers>;
