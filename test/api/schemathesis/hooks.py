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


# What a schema can't say, and is refused for all the same: that texts fit together, name something,
# or are written in a language of their own.
BY_MEANING = [
    # A cursor is opaque; only one that this list has handed out is one.
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
    r"is needed$",
    r"for whom to run it",
    r"stands in for it",
    r"must change something",
    r"twice",
    r"identifies already",
    r"belongs? to",
    r"can't|cannot",
    r"is missing",
    # Languages and forms of their own: cron, addresses, e-mail addresses, patterns, templates.
    r"must have five fields|cron",
    r"must be an address|address",
    r"there is no such",
    r"printable characters",
    r"must not be (blank|empty)",
    r"must contain no",
    r"the e-mail has",
    r"condition|operator|rule",
    r"must be an instant|must be a date|must be a number",
    r"time zone",
    r"must have (at least|at most|1 to)",
    r"is not (an|a|one)",
    r"unknown",
    r"must",
    r"takes? ",
    r"no ",
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
