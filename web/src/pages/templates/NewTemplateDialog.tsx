import { Button, Group, Modal, Radio, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { post } from "../../api/client.ts";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";
import classes from "./editor/Editor.module.css";
import { StarterLook } from "./StarterLook.tsx";
import { starterContent, starters, type StarterName } from "./starters/starters.ts";

const names = Object.keys(starters) as StarterName[];

/** A template that begins as one of the starters. */
export function NewTemplateDialog({ onClose }: { onClose(): void }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [starter, choose] = useState<StarterName>("welcome");
  const [typed, type] = useState<string | null>(null);
  const name = typed ?? t(`templates:starters.${starter}`);
  const making = useMutation({
    mutationFn: () =>
      post<{ id: string }>("/templates", { name, content: starterContent(starter) }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ["/templates"] });
      void navigate({ to: "/templates/$id", params: { id } });
    },
  });
  return (
    <Modal opened onClose={onClose} title={t("templates:new")} size={1000}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          making.mutate();
        }}
      >
        <Stack>
          <TextInput
            label={t("templates:name")}
            required
            maxLength={200}
            value={name}
            onChange={({ currentTarget }) => type(currentTarget.value)}
          />
          <Radio.Group
            label={t("templates:starter")}
            value={starter}
            onChange={(value) => choose(value)}
          >
            <div className={classes["starters"]}>
              <SimpleGrid cols={{ base: 1, xs: 2 }} mt="xs" spacing="xs" verticalSpacing="sm">
                {names.map((one) => (
                  <Radio
                    key={one}
                    value={one}
                    label={t(`templates:starters.${one}`)}
                    description={starters[one].en.title}
                  />
                ))}
              </SimpleGrid>
              <StarterLook starter={starter} />
            </div>
          </Radio.Group>
          <FormError error={making.error} />
          <Group justify="flex-end">
            <Button type="submit" loading={making.isPending}>
              {t("templates:create")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
