import { useData } from "vitepress";
import DefaultTheme from "vitepress/theme";
import { h } from "vue";
import "./style.css";

/** VitePress makes pages of links that end in .md: this one is to be left alone. */
function AsMarkdown() {
  const { page } = useData();
  const attributes = { href: `/${page.value.relativePath}`, target: "_self", class: "as-markdown" };
  return h("a", attributes, "This page as Markdown");
}

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { "doc-footer-before": () => h(AsMarkdown) }),
};
