import { z } from "zod";
import { maxFiles } from "../domain/attached-file.ts";

/** What becomes of a mail whose file can't be had. */
const whenMissing = ["fail", "without"] as const;

export const attachment = z
  .strictObject({
    file: z.string().trim().max(4_000).default("").meta({
      title: "File",
      description:
        "Its address, or what names it: https://shop.example.com/invoices/{{ event.params.number }}.pdf, {{ event.params.files }}",
      widget: "liquid",
    }),
    name: z.string().max(500).optional().meta({
      title: "Name",
      description: "Such as Invoice {{ event.params.number }}.pdf; by default the file's own",
      widget: "liquid",
    }),
    onMissing: z
      .enum(whenMissing)
      .default("fail")
      .meta({
        title: "When it can't be had",
        labels: { fail: "Let the run fail", without: "Send without it" },
      }),
  })
  .meta({ title: "Attachment" });
export type Attachment = z.output<typeof attachment>;

export const attachments = z.array(attachment).max(maxFiles).default([]).meta({
  title: "Attachments",
  description: "Files that go with the e-mail, from an address or from the event",
});

/** The Liquid in them. */
export const liquidOfAttachments = (all: readonly Attachment[]): string[] =>
  all.flatMap(({ file, name }) => (name === undefined ? [file] : [file, name]));
