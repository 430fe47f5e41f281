/** Numbers as Java's DecimalFormat writes them, with the signs of a language. */

/** `currency`, `integer`, `number`, `percent` and `default`; undefined: it is a pattern. */
export function namedNumber(name: string, value: number, locale: string): string | undefined {
  const format = (options: Intl.NumberFormatOptions): string =>
    new Intl.NumberFormat(locale, { roundingMode: "halfEven", ...options } as never).format(value);
  switch (name) {
    case "default":
    case "number":
      return format({ maximumFractionDigits: 3 });
    case "integer":
      return format({ maximumFractionDigits: 0 });
    case "percent":
      return format({ style: "percent" });
    case "currency":
      return format({ style: "currency", currency: currencyOf(locale) });
    default:
      return undefined;
  }
}

const currencies: Record<string, string> = {
  US: "USD",
  GB: "GBP",
  UA: "UAH",
  PL: "PLN",
  CZ: "CZK",
  CH: "CHF",
  JP: "JPY",
  CN: "CNY",
  BR: "BRL",
  IN: "INR",
  KZ: "KZT",
  TR: "TRY",
};

/** Of the locale's country; of one that has none of these, the euro. */
function currencyOf(locale: string): string {
  const { region } = new Intl.Locale(locale).maximize();
  return currencies[region ?? ""] ?? "EUR";
}

/** `#,##0.00`, with what stands around it; a second pattern behind `;` is that of negative numbers. */
export function decimal(pattern: string, value: number, locale: string): string {
  const [positive = "", negative] = pattern.split(";");
  const isNegative = value < 0;
  const read = readPattern(isNegative && negative !== undefined ? negative : positive);
  // The digits are always those of the first pattern.
  const { digits } = readPattern(positive);
  const signs = signsOf(locale);
  const scaled = Math.abs(value) * (/%/.test(read.prefix + read.suffix) ? 100 : 1);
  const [, whole = "", fraction = ""] = /^([#,0]*)(?:\.([0#]*))?/.exec(digits) ?? [];
  const text = new Intl.NumberFormat("en-US", {
    useGrouping: false,
    roundingMode: "halfEven",
    minimumIntegerDigits: Math.min(Math.max(count(whole, "0"), 1), 21),
    minimumFractionDigits: Math.min(count(fraction, "0"), 20),
    maximumFractionDigits: Math.min(fraction.length, 20),
  } as never).format(scaled);
  const [written = "", decimals] = text.split(".");
  const integer =
    count(whole, "0") === 0 && written === "0" && decimals !== undefined ? "" : written;
  const size = whole.includes(",") ? whole.length - whole.lastIndexOf(",") - 1 : 0;
  const grouped = size > 0 ? inGroups(integer, size, signs.group) : integer;
  const number = decimals === undefined ? grouped : `${grouped}${signs.decimal}${decimals}`;
  const isZero = !/[1-9]/.test(text);
  const minus = isNegative && negative === undefined && !isZero ? signs.minus : "";
  return `${minus}${read.prefix}${number}${read.suffix}`;
}

/** Quotes hold what would mean something. */
function readPattern(pattern: string): { prefix: string; digits: string; suffix: string } {
  const [, prefix = "", digits = "", suffix = ""] =
    /^((?:'[^']*'|[^#0,.'])*)([#0,.]*)([^]*)$/.exec(pattern) ?? [];
  const plain = (text: string): string =>
    text.replaceAll("''", "\u0000").replaceAll("'", "").replaceAll("\u0000", "'");
  return { prefix: plain(prefix), digits, suffix: plain(suffix) };
}

const count = (text: string, one: string): number => text.split(one).length - 1;

function inGroups(digits: string, size: number, sign: string): string {
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= size) {
    groups.unshift(digits.slice(Math.max(end - size, 0), end));
  }
  return groups.join(sign);
}

function signsOf(locale: string): { group: string; decimal: string; minus: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(-1_234_567.8);
  const sign = (type: string, other: string): string =>
    parts.find((part) => part.type === type)?.value ?? other;
  return {
    group: sign("group", ","),
    decimal: sign("decimal", "."),
    minus: sign("minusSign", "-"),
  };
}
