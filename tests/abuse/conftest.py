import pytest
from fastapi import FastAPI

from abuse.house import SignedIn, Site, World, build


@pytest.fixture
def site(app: FastAPI, world: World, signed_in: SignedIn) -> Site:
    return build(app, world, signed_in)
