import {
  ActionIcon,
  Group,
  Menu,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconLock, IconLogout, IconMoon, IconSun, IconUserCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { sessionQuery, useSignOut } from "../api/session.ts";
import { ChangePasswordDialog } from "./ChangePasswordDialog.tsx";

/** Who is signed in, light or dark, and signing out. */
export function AccountMenu() {
  const { data: session } = useQuery(sessionQuery);
  const signOut = useSignOut();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme("light") === "dark";
  const [isChanging, { open, close }] = useDisclosure();
  const other = isDark ? "light" : "dark";

  return (
    <Group gap={4} wrap="nowrap">
      <Tooltip label={`Show in ${other} colours`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={`Show in ${other} colours`}
          onClick={() => setColorScheme(other)}
        >
          {isDark ? <IconSun size={18} /> : <IconMoon size={18} />}
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Your account">
            <IconUserCircle size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {session?.person == null ? (
              "Signed in with a key"
            ) : (
              <>
                <Text size="sm" fw={600}>
                  {session.person.name}
                </Text>
                <Text size="xs">{`${session.person.email} · ${session.person.role}`}</Text>
              </>
            )}
          </Menu.Label>
          {session?.person != null && (
            <Menu.Item leftSection={<IconLock size={16} />} onClick={open}>
              Change the password …
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ChangePasswordDialog opened={isChanging} onClose={close} />
    </Group>
  );
}
