import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { withoutUnusedStyles } from "./unused-styles.ts";

const api = process.env["CAMPANILE_API"] ?? "http://127.0.0.1:3000";

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
          groups: [
            // What every page needs, in one file; before, it came in eighty.
            { name: "app", test: /(?<!main\.tsx|index\.html)$/, tags: ["$initial"] },
          ],
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
