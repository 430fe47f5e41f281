import { Anchor, Badge, CloseButton, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { get, post } from "../../api/client.ts";
import type { ContactDetails } from "../../api/contacts.ts";
import { contactQuery } from "../../api/contacts.ts";
import { useMay } from "../../api/session.ts";
import { SegmentPicker } from "../../forms/pickers/SegmentPicker.tsx";
import { t } from "../../i18n/i18n.ts";
import { notifyDone, notifyFailure } from "../../ui/notify.ts";
import { Card } from "./Card.tsx";

/** The segments that they are in; of a list they can be taken out, a rule decides by itself. */
export function SegmentsCard({ contact }: { contact: ContactDetails }) {
  const mayManage = useMay("manage");
  const queryClient = useQueryClient();
  const { id, segments } = contact;
  const rules = useQuery({
    queryKey: ["/segments", "rules of", segments.map((segment) => segment.id)],
    enabled: mayManage && segments.length > 0,
    queryFn: async ({ signal }) => {
      const all = await Promise.all(
        segments.map((segment) =>
          get<{ id: string; rule: unknown }>(`/segments/${segment.id}`, {}, signal),
        ),
      );
      return new Set(all.filter(({ rule }) => rule !== null).map((segment) => segment.id));
    },
  });
  const move = useMutation({
    mutationFn: ({ segment, to }: { segment: string; to: "add" | "remove" }) =>
      post(`/segments/${segment}/members/${to}`, { contactIds: [id] }),
    onSuccess: async (_answer, { to }) => {
      notifyDone(to === "add" ? t("contacts:segments.added") : t("contacts:segments.removed"));
      await queryClient.invalidateQueries({ queryKey: contactQuery(id).queryKey });
    },
    onError: notifyFailure(t("contacts:segments.failed")),
  });
  return (
    <Card title={t("contacts:segments.title")}>
      <Stack gap="sm">
        {segments.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("contacts:segments.none")}
          </Text>
        )}
        <Group gap="xs">
          {segments.map((segment) => (
            <Badge
              key={segment.id}
              variant="default"
              tt="none"
              fw={500}
              size="lg"
              radius="sm"
              title={
                rules.data?.has(segment.id) === true ? t("contacts:segments.byRule") : undefined
              }
              rightSection={
                mayManage &&
                rules.data?.has(segment.id) === false && (
                  <CloseButton
                    size="xs"
                    aria-label={t("contacts:segments.remove", { name: segment.name })}
                    disabled={move.isPending}
                    onClick={() => move.mutate({ segment: segment.id, to: "remove" })}
                  />
                )
              }
            >
              <Anchor
                size="sm"
                inherit
                renderRoot={(props) => (
                  <Link to="/segments/$id" params={{ id: segment.id }} search={{}} {...props} />
                )}
              >
                {segment.name}
              </Anchor>
            </Badge>
          ))}
        </Group>
        {mayManage && (
          <SegmentPicker
            label={t("contacts:segments.add")}
            size="sm"
            value=""
            onChange={(_name, segment) =>
              segment !== undefined && move.mutate({ segment, to: "add" })
            }
          />
        )}
      </Stack>
    </Card>
  );
}
