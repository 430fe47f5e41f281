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


# A null is as absent for every field that may be left out, which the document doesn't say of each: what
# is meant to be refused for a null may be taken.
def has_null_field(value):
    if isinstance(value, dict):
        return any(inner is None or has_null_field(inner) for inner in value.values())
    return isinstance(value, list) and any(has_null_field(inner) for inner in value)


@schemathesis.hook
def filter_case(context, case):
    meta = case.meta
    is_valid = meta is None or meta.generation.mode.is_positive
    return is_valid or not has_null_field(case.body)


# Valid data may be refused for what a schema can't say: texts that don't fit together, that name
# nothing (a cursor, a segment), that hold what Postgres can't keep (NUL characters), or are written in a
# language of their own (cron, JsonLogic, MJML). It may not be refused in the words of a rule that the
# schema can say: then the document would lack that rule.
OF_SCHEMAS = re.compile(
    r"^(must be (text|a list|an object|true or false|a whole number.*|(at least|at most) -?[\d.]+)"
    r"|must have (at least|at most|exactly) \d+ entr(y|ies)"
    r"|unknown field)$"
)


@schemathesis.check
def refused_by_meaning(ctx, response, case):
    """Valid data is refused for its meaning only, at a place, in words."""
    meta = case.meta
    if meta is None or not meta.generation.mode.is_positive or response.status_code != 400:
        return
    problem = json.loads(response.content)
    faults = problem.get("errors", [])
    assert problem["detail"] != "", "a refusal says why"
    for fault in faults:
        assert fault["message"] != "", "a fault says what is wrong"
        if OF_SCHEMAS.match(fault["message"]):
            raise AssertionError(f"the document lacks a rule: {fault['path']} {fault['message']}")
