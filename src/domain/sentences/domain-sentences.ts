import { writerOf } from "./writer.ts";

/** What the DNS says of a sender's domain, and what is to be done about it. */
export const domainSentences = {
  notAsked: "{name} could not be looked up: {why:list}. Try again later.",
  asking: "asking {name}: {why:sentence}",
  tookTooLong: "the DNS took too long",
  noServerAnswers: "its name servers do not answer",
  serversFail: "its name servers fail (SERVFAIL)",
  serversRefuse: "its name servers refuse the question",
  noServer: "no name server can be reached",
  badName: "it is no name that the DNS may have",
  badAnswer: "the answer of its name servers can't be read",
  // DKIM
  noKeyOf:
    "No key of {provider:sentence} is at {names}: e-mails are not signed for {domain}. What to publish stands {where:sentence}.",
  selectorUnknown:
    "The selector by which {provider:sentence} signs for {domain} is not known. It stands {where:sentence}; ask again with it as selector.",
  selectorNotThere:
    "The selector by which {provider:sentence} signs for {domain} is not known. None is at {selectors}. It stands {where:sentence}; ask again with it as selector.",
  noKey: "There is no key at {name}.",
  manyKeys: "{name} has {number:number} records, of which receivers may take any. Leave one.",
  revoked: "The key at {name} was revoked (p= is empty).",
  keyNotRight: "The key at {name} is not right: {why:sentence}.",
  otherKey: "The key at {name} is not the one by which e-mails are signed.",
  tooShortKey: "The key at {name} has {bits:number} bits, and receivers leave it out: use 2048.",
  testKey:
    "The key at {name} is marked as a test (t=y): receivers treat what it signs as unsigned.",
  shortKey: "The key at {name} has {bits:number} bits: 2048 are usual today.",
  keyThere: "There is a key at {name} ({kind:sentence}).",
  ownKeyThere:
    "There is a key at {name} ({kind:sentence}). It is the one by which e-mails are signed.",
  rsaKey: "RSA, {bits:number} bits",
  noTags: "it is no list of tag=value with ; between",
  otherVersion: "its version is {version}, not DKIM1",
  hasNoKey: "it has no key (p=)",
  otherKind: "its kind of key is {kind}, and not rsa or ed25519",
  brokenKey: "its key can't be read: it may have been cut or broken",
  // Who sends, and where it says what to publish
  ownServer: "your mail server",
  atSes: "in SES, at the identity, under Authentication: three CNAMEs",
  atSendgrid: "in SendGrid, under Sender Authentication: CNAMEs for s1 and s2",
  atMailgun: "in Mailgun, at the domain, under DNS records",
  atPostmark:
    "in Postmark, at the domain, under DNS Settings: a TXT record that ends in pm._domainkey",
  atResend: "in Resend, at the domain",
  atOwnServer: "where your mail server's signing is set up",
  // DMARC
  noDmarc:
    "{domain} has no DMARC record, which Gmail, Yahoo and Microsoft ask of those who send much. Publish one, with an address that reads reports.",
  manyDmarc: "{name} has {number:number} DMARC records, so receivers use none. Leave one.",
  dmarcNotRight: "The DMARC record at {name} is not right: {why:sentence}.",
  dmarcBut: "The DMARC record at {name} is right, but {notes:list}.",
  dmarcThere: "The DMARC record at {name} has the policy {policy}, and an address for reports.",
  noPolicy: "its policy (p=) is none of none, quarantine and reject",
  noSubdomainPolicy: "its policy for subdomains (sp=) is none of none, quarantine and reject",
  noShare: "its share (pct=) is no number from 0 to 100",
  policyNone: "its policy is none: others who write in the domain's name are only reported",
  policyOfSome: "its policy is for {percent:number} % of the mail",
  noReports: "it names no address for reports (rua=)",
  reportsNowhere: "its address for reports, {uri}, is no mailto: address",
  reportsNotTaken: "{host} does not say, at {name}, that it takes reports of {domain}",
  // Alignment
  bothVouch: "DKIM and SPF vouch for {domain}, so DMARC passes.",
  dkimVouches: "DKIM vouches for {domain}, so DMARC passes.",
  onlySpfVouches:
    "Only SPF vouches for {domain}, which is lost where a mail is forwarded: have it signed (DKIM), too.",
  noneVouches:
    "Neither DKIM nor SPF is known to vouch for {domain}, so DMARC may fail: have e-mails signed for it.",
  // Bounces and answers
  bouncesToSes:
    "Bounces go to amazonses.com, so SPF does not count for this domain, unless the identity has a custom MAIL FROM domain.",
  bouncesToSendgrid:
    "Bounces go to a name such as em1234 below the domain, which SendGrid chooses and shows under Sender Authentication.",
  bouncesOn: "Bounces go to {name}, and from there to {value}.",
  bouncesNot: "Bounces do not go to {name}: without this record SPF does not count for {domain}.",
  bouncesTaken: "Bounces go to {name}, which takes mail.",
  bouncesLost:
    "Bounces go to {name}, which takes no mail: they are lost, and some receivers refuse what can't be answered.",
  takesMail: "{name} takes mail, so answers arrive.",
  nullMx: "{name} says that it takes no mail (a null MX): many receivers refuse what it sends.",
  noMailServer:
    "{name} has no mail server (MX): answers are lost, and some receivers refuse what it sends.",
  // Links
  linksNowhere:
    "Links of e-mails lead to {name}, which readers can't reach: set PUBLIC_URL to a host such as {host}.",
  linksWithoutAddress: "Links of e-mails lead to {name}, which has no address in the DNS.",
  linksOfAnother:
    "Links of e-mails lead to {name}, another owner's than {domain}: filters trust a host of the sender's own more, such as {host}, a CNAME to {target}, with PUBLIC_URL set to it.",
  linksWithoutTls: "Links of e-mails lead to {name} without TLS: set PUBLIC_URL to https://",
  links: "Links of e-mails lead to {name}.",
  // SPF
  noSpfNeeded: "{name} needs no SPF record: bounces go elsewhere.",
  noSpf: "{name} has no SPF record. Publish one.",
  noSpfOfServer:
    "{name} has no SPF record. Publish one, with the addresses of your mail server in it.",
  manySpf: "{name} has {number:number} SPF records, so receivers use none. Make one of them.",
  providerNotIncluded:
    "The SPF record of {name} does not include {provider}, by which e-mails are sent.",
  spfThere: "{name} says who may send, with {lookups:number} of {most:number} lookups.",
  spfOfServerThere:
    "{name} says who may send, with {lookups:number} of {most:number} lookups. See that it names your mail server.",
  spfNotUsable: "The SPF record of {name} can't be used: {faults:list}.",
  everybodyMaySend:
    "The SPF record of {name} ends in +all: everybody may send for it. End it in ~all or -all.",
  tooManyLookups:
    "The SPF record of {name} needs {lookups:number} lookups with all that it includes; receivers make {most:number} and then use none of it. Take out what does not send any more.",
  tooManyVoids:
    "The SPF record of {name} asks for {voids:number} names that do not exist; receivers give up after {most:number}. Take them out.",
  saysNothingOfOthers:
    "The SPF record of {name} does not say what becomes of other senders. End it in ~all or -all.",
  neutralToOthers:
    "The SPF record of {name} ends in ?all, which says nothing of other senders. End it in ~all or -all.",
  hasPtr: "The SPF record of {name} has ptr, which many receivers leave out.",
  allLookups:
    "The SPF record of {name} needs all {most:number} lookups that receivers make: with one more it fails.",
  hasSpfRecords: "{name} has {number:number} SPF records",
  hasNoSpfRecord: "{name}, which it names, has no SPF record",
  saysUnknown: "{name} says “{term}”",
  leadsBack: "{name} leads back to itself",
  includesItself: "{name} includes itself",
} as const;

export const sayDomain = writerOf(domainSentences);
