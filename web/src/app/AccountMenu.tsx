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
import { lazy, Suspense } from "react";
import { useQuery } from "@tanstack/react-query";
import { sessionQuery, useSignOut } from "../api/session.ts";
import { language, t } from "../i18n/i18n.ts";
import type { Language } from "../i18n/languages.ts";
import { chooseLanguage, languages } from "../i18n/languages.ts";
import { useEverOpen } from "../ui/use-ever-open.ts";

const ChangePasswordDialog = lazy(() =>
  import("./ChangePasswordDialog.tsx").then((module) => ({ default: module.ChangePasswordDialog })),
);

/** Who is signed in, light or dark, and signing out. */
export function AccountMenu() {
  const { data: session } = useQuery(sessionQuery);
  const signOut = useSignOut();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme("light") === "dark";
  const [isChanging, { open, close }] = useDisclosure();
  const wasChanging = useEverOpen(isChanging);
  const other = isDark ? "light" : "dark";
  const showOther = isDark ? t("app:account.showLight") : t("app:account.showDark");

  return (
    <Group gap={4} wrap="nowrap">
      <Tooltip label={showOther}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={showOther}
          onClick={() => setColorScheme(other)}
        >
          {isDark ? <IconSun size={18} /> : <IconMoon size={18} />}
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("app:account.label")}>
            <IconUserCircle size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {session?.person == null ? (
              t("app:account.withKey")
            ) : (
              <>
                <Text size="sm" fw={600}>
                  {session.person.name}
                </Text>
                <Text size="xs">{t("app:account.who", session.person)}</Text>
              </>
            )}
          </Menu.Label>
          {session?.person != null && (
            <Menu.Item leftSection={<IconLock size={16} />} onClick={open}>
              {t("app:account.changePassword")}
            </Menu.Item>
          )}
          <Menu.Label>{t("app:account.language")}</Menu.Label>
          <Menu.RadioGroup
            value={language}
            onChange={(value) => value !== language && chooseLanguage(value as Language)}
          >
            {languages.map(({ code, name }) => (
              <Menu.RadioItem key={code} value={code} lang={code}>
                {name}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
            {t("app:account.signOut")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {wasChanging && (
        <Suspense fallback={null}>
          <ChangePasswordDialog opened={isChanging} onClose={close} />
        </Suspense>
      )}
    </Group>
  );
}
