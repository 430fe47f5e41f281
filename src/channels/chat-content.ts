import { z } from "zod";
import { linesOf } from "../domain/lines.ts";

/** What is kept of a message in a chat. */
export const keptChat = z.object({
  text: z.string().default(""),
  image: z.string().optional(),
  url: z.string().optional(),
  button: z.string().optional(),
  replies: z.string().optional(),
  parameters: z.string().optional(),
  template: z.object({ name: z.string(), language: z.string() }).optional(),
});
export type KeptChat = z.output<typeof keptChat>;

/** Such a content as pages show it. */
export function shownChat(content: unknown): { html: string; text: string } {
  const { text, image, url, button, replies, parameters, template } = keptChat.parse(content);
  const lines = [
    ...(template === undefined ? [text] : [`Template "${template.name}" (${template.language})`]),
    ...(template === undefined ? [] : linesOf(parameters)),
    image,
    url === undefined ? undefined : `[${button ?? "Open"}] ${url}`,
    ...linesOf(replies).map((reply) => `[${reply}]`),
  ];
  return { html: "", text: lines.filter((line) => line !== undefined && line !== "").join("\n") };
}
