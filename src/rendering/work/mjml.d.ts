/** The part that is used of mjml 5, which brings no types. */
declare module "mjml" {
  interface MjmlError {
    line: number;
    message: string;
    tagName: string;
  }

  export default function mjml2html(
    mjml: string,
    options: {
      validationLevel: "soft";
      keepComments: boolean;
      fonts: Record<string, string>;
      ignoreIncludes: boolean;
    },
  ): Promise<{ html: string; errors: MjmlError[] }>;
}
