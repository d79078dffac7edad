"""Whatever the description of the addresses allows, and much that it does not, breaks nothing."""

from __future__ import annotations

from pathlib import Path

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error

from quidnunc.explorer.app import create_app
from quidnunc.explorer.settings import Settings

EXAMPLES = 10


def test_no_request_makes_the_server_fail(examples: Path) -> None:
    app = create_app(str(examples), Settings(name="WORLD", hosts=()))
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        asked += 1
        if operation.path.endswith((".svg", ".png")):
            continue  # the same questions as the specification's, drawn

        @given(case=operation.as_strategy())
        @settings(max_examples=EXAMPLES, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=[not_a_server_error])

        ask()
    assert asked > 30
