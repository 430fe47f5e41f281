import type { MantineColorsTuple } from "@mantine/core";
import { createTheme, localStorageColorSchemeManager } from "@mantine/core";
import { t } from "../i18n/i18n.ts";
import { nearestFirst } from "../ui/nearest-first.ts";

const bell: MantineColorsTuple = [
  "#eafaf7",
  "#d3f2ec",
  "#a5e4d8",
  "#72d5c3",
  "#4ac8b1",
  "#2bb39b",
  "#0f766e",
  "#0d6b64",
  "#0a5a54",
  "#074742",
];

/**
 * Teal on grey; dark where the browser or the reader asks for it. No web fonts: nothing is fetched.
 * Made when the messages are there: some parts are named for screen readers.
 */
export const makeTheme = () =>
  createTheme({
    primaryColor: "bell",
    primaryShade: { light: 6, dark: 6 },
    colors: { bell },
    defaultRadius: "md",
    fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
    fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
    headings: {
      fontWeight: "650",
      sizes: { h1: { fontSize: "1.45rem" }, h2: { fontSize: "1.1rem" } },
    },
    cursorType: "pointer",
    respectReducedMotion: true,
    components: {
      // On its own tint a title's colour can hardly be read.
      Alert: { styles: { title: { color: "var(--mantine-color-text)" } } },
      Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
      Modal: {
        defaultProps: {
          centered: false,
          overlayProps: { backgroundOpacity: 0.45 },
          closeButtonProps: { "aria-label": t("ui:close") },
        },
      },
      Notification: { defaultProps: { closeButtonProps: { "aria-label": t("ui:dismiss") } } },
      PasswordInput: {
        defaultProps: { visibilityToggleButtonProps: { "aria-label": t("ui:togglePassword") } },
      },
      // Enter takes the first hit, everywhere; what Tab leaves stays as it was typed.
      Select: { defaultProps: { selectFirstOptionOnChange: true } },
      MultiSelect: { defaultProps: { selectFirstOptionOnChange: true } },
      Autocomplete: { defaultProps: { selectFirstOptionOnChange: true, filter: nearestFirst } },
      TagsInput: { defaultProps: { selectFirstOptionOnChange: true, filter: nearestFirst } },
      // The placeholder would be a child of role="menu" that is no item.
      Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    },
  });

/** The same key as in public/theme.js, which paints the first frame. */
export const colorSchemeManager = localStorageColorSchemeManager({
  key: "campanile-color-scheme",
});
