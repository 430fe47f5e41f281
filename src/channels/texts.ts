/** What channels have in common whose messages are a few lines of text. */

/** Such a content as pages show it: its title and its text, one below the other. */
export function shownTexts(content: unknown): { html: string; text: string } {
  const { title, text } = content as { title?: string; text?: string };
  const lines = [title, text].filter((line) => line !== undefined && line !== "");
  return { html: "", text: lines.join("\n") };
}
