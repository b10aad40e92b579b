"""Schemathesis on the OpenAPI of the web channel: right and wrong cases made from the schema, and its own checks."""

from __future__ import annotations

import contextlib
import functools
import json
from typing import Any

import requests
import schemathesis
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.errors import FailureGroup
from schemathesis.specs.openapi.checks import negative_data_rejection

from benchmarks.service.fuzz_contract import Contract, ContractError
from benchmarks.service.fuzz_talk import PATIENCE, BrokenError, Response, Service


@functools.lru_cache(maxsize=1)
def _api() -> Any:
    return schemathesis.openapi.from_dict(Contract().document, config=schemathesis.Config())


def cases() -> st.SearchStrategy[tuple[Any, bool]]:
    """Return a strategy of pairs: a case of Schemathesis, and whether it is sent with the token of a session."""
    found = []
    for method, path in Contract().operations():
        operation = _api()[path][method]
        found.append(operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
        if operation.body or operation.query:  # else there is nothing to get wrong
            found += 3 * [operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)]
            found += 2 * [operation.as_strategy(generation_mode=GenerationMode.POSITIVE)]
    return st.tuples(st.one_of(found), st.sampled_from([True, True, True, False]))


@contextlib.contextmanager
def sender() -> Any:
    """The HTTP client of the cases, for the time of a block; proxies of the environment are not for this machine."""
    with requests.Session() as session:
        session.trust_env = False
        yield session


def _fits(contract: Contract, body: Any) -> bool:
    try:
        contract.valid({"$ref": "#/components/schemas/Said"}, body)
    except ContractError:
        return False
    return True


def case(service: Service, session: requests.Session, drawn: tuple[Any, bool]) -> None:
    """One case is answered as Schemathesis and the contract expect; the conversation goes on afterwards."""
    sent, with_token = drawn
    token = service.begin()
    headers = {"Authorization": f"Bearer {token}"} if with_token else {"Authorization": "Bearer x"}
    service.requests += 1
    # Unknown headers and parameters are not looked at: a request is wrong when its body is.
    left_out = [negative_data_rejection] if _fits(service.contract, sent.body) else []
    try:
        answered = sent.call_and_validate(
            base_url=service.assistant.address,
            session=session,
            headers=headers,
            timeout=PATIENCE,
            excluded_checks=left_out,
        )
    except FailureGroup as group:  # no Exception, and its first line alone says little
        raise BrokenError(" | ".join(map(str, group.exceptions))[:1_500]) from None
    found = {name.lower(): values[0] for name, values in answered.headers.items()}
    path = answered.request.path_url.partition("?")[0]
    response = Response(answered.status_code, found, answered.content)
    said = service.judged(answered.request.method, path, response)
    if isinstance(said, list) and '"technical"' in json.dumps(said[-1]):
        raise BrokenError("the turn failed (topic technical)")
    service.plain(service.begin())
    service.watch()
