import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { withoutUnusedStyles } from "./unused-styles.ts";

const api = process.env["CAMPANILE_API"] ?? "http://127.0.0.1:3000";

/** Fields with lists, and dialogs: what most pages have, and the builder only in panels that come later. */
const inputs = new RegExp(
  [
    "@mantine/core/esm/components/(Combobox|Select|Modal|ModalBase|ScrollArea)/",
    "web/src/forms/pickers/",
    "web/src/ui/(Filter|Search|ConfirmDialog|SecretDialog|use-text-fields)",
  ].join("|"),
);
const languageOf = (id: string): string | null => /messages\/(\w+)\//.exec(id)?.[1] ?? null;

/**
 * A file costs a browser more than what stands in it: a page came in up to seventy. Each group takes
 * what no group before it has.
 */
const groups = [
  // What every page needs.
  { name: "app", test: /(?<!main\.tsx|index\.html)$/, tags: ["$initial" as const] },
  { name: "inputs", test: inputs, minShareCount: 6, includeDependenciesRecursively: false },
  {
    name: "common",
    test: (id: string) => !id.includes("/messages/"),
    minShareCount: 20,
    includeDependenciesRecursively: false,
  },
  // A few hundred bytes each.
  { name: "icons", test: /@tabler\/icons-react/, minShareCount: 2 },
  {
    name: "ui",
    test: /web\/src\/(?:ui|api|json)\//,
    minShareCount: 4,
    maxModuleSize: 5_000,
    includeDependenciesRecursively: false,
  },
  // The messages that every page needs, a file for each language.
  { name: languageOf, test: /messages\/\w+\/(?:app|ui|inputs)\.json$/, debugName: "messages" },
];

export default defineConfig({
  plugins: [react(), withoutUnusedStyles()],
  build: {
    outDir: "dist",
    // The first that know light-dark(): for older ones it would be replaced by what needs more set-up.
    cssTarget: ["chrome123", "edge123", "firefox120", "safari17.5"],
    emptyOutDir: true,
    // What a page needs first is fetched by name from the manifest in the test of its size.
    manifest: true,
    sourcemap: true,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: groups.map((one, index) => ({ ...one, priority: groups.length - index })),
        },
      },
    },
  },
  server: {
    // The pages import values of src/domain and src/contract, which stand beside this folder.
    fs: { allow: [".."] },
    proxy: Object.fromEntries(
      ["/api", "/inbox-mails", "/openapi.json"].map((path) => [
        path,
        // The host stays, or a session's requests would look as if they came from another site.
        { target: api, changeOrigin: false },
      ]),
    ),
  },
});
