/** What somebody has to publish in the DNS. */
export interface DnsRecord {
  type: "TXT" | "CNAME" | "MX";
  name: string;
  value: string;
}
