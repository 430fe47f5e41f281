import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { patch, post } from "../../api/client.ts";
import type { Segment } from "../../api/segments.ts";
import { t } from "../../i18n/i18n.ts";
import { notifyDone } from "../../ui/notify.ts";

interface SegmentChange {
  name?: string;
  rule?: unknown;
  tell?: boolean;
}

/** Makes a segment, or changes one. @param id undefined: a new one, which is opened then */
export function useSaveSegment(id?: string) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (change: SegmentChange) =>
      id === undefined
        ? post<Segment>("/segments", change)
        : patch<Segment>(`/segments/${id}`, change),
    onSuccess: async (segment) => {
      queryClient.setQueryData(["/segments", segment.id], segment);
      // Another rule has other members: those of the old one are not shown until they are found.
      queryClient.removeQueries({ queryKey: [`/segments/${segment.id}/members`] });
      void queryClient.invalidateQueries({ queryKey: ["/segments"] });
      notifyDone(t(id === undefined ? "segments:form.created" : "segments:form.saved"));
      if (id === undefined) await navigate({ to: "/segments/$id", params: { id: segment.id } });
    },
  });
}

export type SegmentSave = ReturnType<typeof useSaveSegment>;
