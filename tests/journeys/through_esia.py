"""The two ends of ESIA's dialect between a journey's portal and its stand; the keys serve a whole session."""

from pathlib import Path
from typing import Any

from tests.accounts.esia.keys import private_pem, writer
from tests.accounts.oidc import jose
from tests.dnevnik.stand.esia import system
from tests.dnevnik.stand.running import CLIENT_SECRET

PUBLIC_KEY = "esia-public.pem"


def told(folder: Path, *, portal: str) -> dict[str, str]:
    """What the stand is told: of its client, and its own key, which would be made anew at each of its starts."""
    own = writer(folder)("stand-esia-key.pem", private_pem(jose.rsa_key("esia")))
    return {
        **system.told(folder),
        "STAND_ESIA_REDIRECT_URIS": f"{portal}/oidc/callback/",
        "STAND_ESIA_KEY_FILE": own,
        "STAND_ESIA_PUBLIC_KEY_FILE": str(folder / PUBLIC_KEY),
    }


def described(folder: Path, *, base: str) -> dict[str, Any]:
    """How the portal describes the stand at `base` as ESIA; `folder` holds what `told` has put there."""
    write = writer(folder)
    signer = {
        "kind": "rsa",
        "certificate": write("portal-certificate.pem", system.pem()),
        "key": write("portal-key.pem", private_pem(system.key())),
    }
    return {
        "dialect": "esia",
        "base": base,
        "issuer": f"{base}/",
        "client_id": system.MNEMONIC,
        "signer": signer,
        "algorithms": ["RS256"],
        "provider_keys": [str(folder / PUBLIC_KEY)],
        "notices": {"url": f"{base}/inbox/deliver", "secret": CLIENT_SECRET},
    }
