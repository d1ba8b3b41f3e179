"""PKCE by the example of RFC 7636, appendix B."""

import pytest

from dnevnik.stand.pkce import challenge_of, is_challenge, proves

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_the_example_of_the_standard() -> None:
    assert challenge_of(VERIFIER) == CHALLENGE
    assert is_challenge(CHALLENGE)
    assert proves(VERIFIER, CHALLENGE)


@pytest.mark.parametrize(
    "verifier",
    [
        pytest.param("", id="nothing"),
        pytest.param(CHALLENGE, id="the challenge itself"),
        pytest.param(VERIFIER[:-1], id="42 characters"),
        pytest.param(VERIFIER + "\n", id="a line feed at the end"),
        pytest.param(VERIFIER.replace("d", "д"), id="a Cyrillic letter"),
    ],
)
def test_what_proves_nothing(verifier: str) -> None:
    assert not proves(verifier, CHALLENGE)


@pytest.mark.parametrize("length", [42, 129])
def test_a_verifier_of_a_wrong_length_proves_nothing_even_if_it_fits(length: int) -> None:
    assert not proves("a" * length, challenge_of("a" * length))


@pytest.mark.parametrize("text", ["", CHALLENGE[:-1], f"{CHALLENGE}=", f"{CHALLENGE[:-1]}+", f"{CHALLENGE}\n"])
def test_what_is_no_challenge(text: str) -> None:
    assert not is_challenge(text)
