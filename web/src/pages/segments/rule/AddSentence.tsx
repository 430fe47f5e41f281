import { Button, Group, Menu } from "@mantine/core";
import {
  IconBolt,
  IconCake,
  IconChartPie,
  IconMail,
  IconPlus,
  IconShoppingCart,
  IconUser,
  IconUsersGroup,
} from "@tabler/icons-react";
import { newRule } from "../../../forms/condition/model/tree.ts";
import { t } from "../../../i18n/i18n.ts";
import type { Item } from "./model/tree.ts";
import { newAnniversary, newMeasured, newMembership } from "./model/tree.ts";

const choices = [
  { name: "field", icon: IconUser, make: () => newRule() },
  { name: "events", icon: IconBolt, make: () => newMeasured("events") },
  { name: "orders", icon: IconShoppingCart, make: () => newMeasured("orders") },
  { name: "messages", icon: IconMail, make: () => newMeasured("messages", { what: "opened" }) },
  { name: "segments", icon: IconUsersGroup, make: () => newMembership() },
  { name: "rfm", icon: IconChartPie, make: () => newRule("contact.rfm.class") },
  { name: "anniversary", icon: IconCake, make: () => newAnniversary() },
] as const satisfies readonly { name: string; icon: unknown; make: () => Item }[];

interface Props {
  isFirst: boolean;
  onAdd(item: Item): void;
  onAddGroup(): void;
}

/** Adds a sentence of a kind, or a group. */
export function AddSentence({ isFirst, onAdd, onAddGroup }: Props) {
  return (
    <Group gap={4}>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
          >
            {t(isFirst ? "segments:add.first" : "segments:add.another")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {choices.map(({ name, icon: Icon, make }) => (
            <Menu.Item
              key={name}
              leftSection={<Icon size={16} stroke={1.6} aria-hidden />}
              onClick={() => onAdd(make())}
            >
              {t(`segments:add.${name}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onAddGroup}>
        {t("segments:add.group")}
      </Button>
    </Group>
  );
}
