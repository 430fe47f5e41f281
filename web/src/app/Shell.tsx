import { AppShell, Burger, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { t } from "../i18n/i18n.ts";
import { FindButton } from "../palette/FindButton.tsx";
import { AccountMenu } from "./AccountMenu.tsx";
import { Navigation } from "./Navigation.tsx";
import classes from "./Shell.module.css";

/** The frame of all pages: where one is, where one can go. */
export function Shell() {
  const [isOpen, { toggle, close }] = useDisclosure();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(close, [path, close]);

  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 224, breakpoint: "md", collapsed: { mobile: !isOpen } }}
      padding={0}
    >
      <a className="skip-link" href="#main">
        {t("app:nav.skip")}
      </a>
      <AppShell.Header className={classes["header"]}>
        <Group gap="sm" wrap="nowrap">
          <Burger
            opened={isOpen}
            onClick={toggle}
            hiddenFrom="md"
            size="sm"
            aria-label={isOpen ? t("app:nav.close") : t("app:nav.open")}
          />
          <Link to="/" className={classes["brand"]}>
            <img src="/icon.svg" alt="" width={26} height={26} />
            <Text fw={700}>Campanile</Text>
          </Link>
        </Group>
        <Group gap="xs" wrap="nowrap">
          <FindButton />
          <AccountMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes["navbar"]} aria-label={t("app:nav.label")}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main className={classes["main"]} id="main" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
