"""What Schemathesis is told of this API beside its document."""

import itertools
import json
import re

import schemathesis

# Wrong keys of one address are told to pause: each request comes from an address of its own, by
# the word of the proxy that the API is told to trust.
addresses = itertools.count()


@schemathesis.hook
def before_call(context, case, kwargs):
    number = next(addresses)
    case.headers = dict(case.headers or {})
    case.headers["X-Forwarded-For"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    # Signing in is for our own pages.
    case.headers["Sec-Fetch-Site"] = "same-origin"


# What a schema can't say, and is refused for all the same: that texts fit together, name something,
# or are written in a language of their own.
BY_MEANING = [
    # A cursor is opaque: only one that this list has handed out is one.
    r"is not a cursor of this list",
    # NUL characters and halves of surrogate pairs are in any JSON string, and in no Postgres text.
    r"contains a NUL character",
    r"contains half a surrogate pair",
    r"is nested deeper than",
    # Fields that go together, or exclude one another.
    r"needs workflowId",
    r"go together",
    r"one of the two",
    r"must have either",
    r"by one of them",
    r" is needed$",
    r"for whom to run it",
    r"stands in for it",
    r"only a schedule has it",
    r"^is missing$",
    r"twice$",
    r"identifies already",
    r"a schedule (needs it|raises its own event)",
    r"is known for this preset",
    r"a calendar window has at most",
    r"there is no such kind",
    # What stands beside a rule in words is said to people, and asked of a text as a whole.
    r"must not be (blank|empty)",
    r"must contain no(ne)? ",
    r"printable characters",
    r"must have (at most \d+ (kB|characters)|1 to \d+)",
    r"is too large",
    # Languages and forms of their own.
    r"must have five fields",
    r"must be an (address|IANA time zone|instant|ISO 4217 code|http or https address)",
    r"must be a (date|host|language tag|time of day) such as",
    r"must be one of launched",
    r"must be the name of a header",
    r"not an e-mail address",
    r"not a phone number",
    r"there is no such topic",
    r"the e-mail has no (subject|content)",
    r"can't be (read|used)",
    # Rules in JsonLogic.
    r"(a condition|an operation) is an object",
    r"unknown operator|takes (a list|\d+)|nested over|more than \d+ parts",
    r"names a variable|is not below|is no variable",
    r"is compared with dates|is added to a date|adds a whole number|counts in",
    r"the pattern",
]


@schemathesis.check
def refused_by_meaning(ctx, response, case):
    """Valid data may be refused for its meaning only, in words that name it."""
    meta = case.meta
    if meta is None or not meta.generation.mode.is_positive or response.status_code != 400:
        return
    problem = json.loads(response.content)
    messages = [fault["message"] for fault in problem.get("errors", [])] or [problem["detail"]]
    for message in messages:
        if not any(re.search(pattern, message) for pattern in BY_MEANING):
            raise AssertionError(f"valid data was refused: {message}")
