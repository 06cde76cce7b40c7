from io import BytesIO
from random import Random

import pytest
from PIL import Image

from app.demo.pictures import draw
from app.demo.works import MEDIA, THEMES, titles, work


@pytest.mark.parametrize("theme", THEMES)
def test_a_picture_is_a_jpeg_of_the_size_asked_for(theme: int) -> None:
    image = Image.open(BytesIO(draw(theme, Random(1), (800, 600))))
    assert (image.format, image.size, image.mode) == ("JPEG", (800, 600), "RGB")


@pytest.mark.parametrize("theme", THEMES)
def test_the_same_seed_draws_the_same_bytes_and_another_seed_another_picture(theme: int) -> None:
    assert draw(theme, Random(2), (400, 300)) == draw(theme, Random(2), (400, 300))
    assert draw(theme, Random(2), (400, 300)) != draw(theme, Random(3), (400, 300))


@pytest.mark.parametrize("medium", MEDIA)
def test_every_medium_gives_its_own_picture(medium: str) -> None:
    picture = draw(1, Random(4), (400, 300), medium=medium)  # type: ignore[arg-type]
    others = [draw(1, Random(4), (400, 300), medium=other) for other in MEDIA if other != medium]
    assert picture not in others


def test_a_contest_of_pictures_fits_a_small_disk() -> None:
    sizes = [len(draw(theme, Random(seed), (800, 600))) for theme in THEMES for seed in range(4)]
    assert sum(sizes) / len(sizes) < 75_000
    assert max(sizes) < 120_000


def test_a_picture_carries_no_metadata() -> None:
    assert not Image.open(BytesIO(draw(5, Random(5), (400, 300)))).getexif()


def test_works_are_deterministic_and_their_technique_is_what_is_drawn() -> None:
    assert [work(theme, Random(6)) for theme in THEMES] == [work(theme, Random(6)) for theme in THEMES]
    for seed in range(60):
        one = work(seed % 6 + 1, Random(seed))
        assert one.medium in MEDIA
        assert one.technique_kk
        assert one.technique_ru


def test_there_are_eighty_titles_and_none_twice() -> None:
    every = [title for theme in THEMES for title in titles(theme)]
    assert len(every) >= 80
    assert len({kk for kk, _ in every}) == len({ru for _, ru in every}) == len(every)


def test_works_of_the_poster_nomination_are_posters() -> None:
    assert {work(5, Random(seed)).kind for seed in range(20)} == {"poster"}
    assert {work(6, Random(seed)).kind for seed in range(40)} == {"authors_work", "drawing"}
