import { Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ApiError } from "../../api/api-error.ts";
import type { ContactDetails } from "../../api/contacts.ts";
import { contactQuery } from "../../api/contacts.ts";
import { t } from "../../i18n/i18n.ts";
import { Page } from "../../ui/Page.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { CartCard } from "./CartCard.tsx";
import classes from "./contacts.module.css";
import { ConsentCard } from "./ConsentCard.tsx";
import { ContactActions } from "./actions/ContactActions.tsx";
import { NoSuchContact } from "./NoSuchContact.tsx";
import { nameOf } from "./contact-columns.tsx";
import { OrdersCard } from "./OrdersCard.tsx";
import { ProfileCard } from "./ProfileCard.tsx";
import { SegmentsCard } from "./SegmentsCard.tsx";
import { SuppressionsCard } from "./SuppressionsCard.tsx";
import { TimelineCard } from "./TimelineCard.tsx";
import { WhyNotCard } from "./WhyNotCard.tsx";

const route = getRouteApi("/inside/contacts/$id");

/** One contact: who they are, what they want, and all that happened. */
export function ContactPage() {
  const { id } = route.useParams();
  const contact = useQuery(contactQuery(id));
  if (contact.error instanceof ApiError && contact.error.status === 404) return <NoSuchContact />;
  if (contact.isError) {
    const reset = () => void contact.refetch();
    return <PageFailure error={contact.error} reset={reset} what={t("contacts:theContact")} />;
  }
  const { data } = contact;
  return (
    <Page
      title={data === undefined ? t("contacts:contact") : nameOf(data)}
      lead={data && [data.email, data.phone].filter((part) => part !== null).join(" · ")}
      actions={data && <ContactActions contact={data} />}
    >
      {data === undefined ? <Skeleton h={320} /> : <Parts key={id} contact={data} />}
    </Page>
  );
}

function Parts({ contact }: { contact: ContactDetails }) {
  const { kind, after, why } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <div className={classes["parts"]}>
      <Stack gap="md" className={classes["who"]}>
        <ProfileCard contact={contact} />
      </Stack>
      <Stack gap="md" className={classes["happened"]}>
        <WhyNotCard
          contact={contact}
          workflowId={why}
          onChange={(chosen) =>
            void navigate({
              search: (old) => ({ ...old, why: chosen }),
              replace: true,
              resetScroll: false,
            })
          }
        />
        <TimelineCard
          contactId={contact.id}
          kind={kind}
          after={after}
          onChange={(change) =>
            void navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false })
          }
        />
      </Stack>
      <Stack gap="md" className={classes["more"]}>
        <ConsentCard contact={contact} />
        <SuppressionsCard contact={contact} />
        <SegmentsCard contact={contact} />
        <CartCard contactId={contact.id} />
        <OrdersCard contactId={contact.id} />
      </Stack>
    </div>
  );
}
