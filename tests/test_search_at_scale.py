"""The index of the search stays small, whole and exact however many pages there are."""

import gzip
import json
import random

import pytest

from generator.derive.findable import Findable
from generator.publish.search.compact import LETTERS, STRENGTHS, gaps, letter_of, pages_of, strongest, unfolded
from generator.publish.search.index import write_search_index
from generator.publish.search.part import index_part
from generator.publish.search.word_files import word_files

SEED = 522


def invented_pages(count):
    chance = random.Random(SEED)
    vocabulary = ["".join(chance.choices("aeioubcdfglmnprst", k=chance.randint(3, 11))) for _ in range(3000)]
    common = [1 / (rank + 5) for rank in range(len(vocabulary))]
    for rank in range(count):
        words = chance.choices(vocabulary, common, k=300)
        facets = {"genre": ("practices",), "region": (f"reg-{rank % 18}",)}
        found = Findable(" ".join(words[:5]), "Pratique", words[5], " ".join(words[6:30]), " ".join(words), facets=facets)
        yield f"pratiques/p-{rank}/", found


@pytest.fixture(scope="module")
def index_of(tmp_path_factory):
    def written(count, together):
        folder = tmp_path_factory.mktemp(f"index-{count}-{together}")
        pages = list(invented_pages(count))
        write_search_index(folder, [index_part(pages[first : first + together]) for first in range(0, count, together)])
        return folder / "recherche/index"

    return written


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def file_of(folder, names, term):
    return next((folder / f"{term[:end]}-.json" for end in range(len(term), 0, -1) if term[:end] in names), None)


def test_pages_are_unfolded_as_they_were_folded():
    chance = random.Random(SEED)
    for _ in range(200):
        ranks = sorted(chance.sample(range(5000), chance.randint(1, 60)))
        ranked = [(rank, chance.choice(LETTERS)) for rank in ranks]
        assert list(unfolded(pages_of(ranked))) == ranked
        cut = chance.randint(0, len(ranked))
        if 0 < cut < len(ranked):
            joined = pages_of(ranked[:cut]).then(pages_of((rank - 7, one) for rank, one in ranked[cut:]).further(7))
            assert joined == pages_of(ranked)


def test_a_strength_is_told_within_a_tenth():
    for strength in (0.1, 0.37, 1.0, 3.3, 12.0, 25.5):
        assert STRENGTHS[LETTERS.index(letter_of(strength))] == pytest.approx(strength, rel=0.1)
    assert letter_of(0.001) == LETTERS[0] and letter_of(900) == LETTERS[-1]
    assert list(LETTERS) == sorted(LETTERS), "la plus forte de deux lettres est la dernière"


def test_gaps_tell_how_many_are_passed_over():
    assert gaps([0, 1, 5]) == ",,3," and gaps([2]) == "2," and gaps([]) == ""


@pytest.mark.parametrize("typed", [True, False])
def test_each_term_is_in_the_most_precise_file_and_there_alone(typed):
    chance = random.Random(SEED)
    words = {"".join(chance.choices("abc", k=chance.randint(1, 7))) for _ in range(800)}
    terms = {word: pages_of((rank, "B") for rank in sorted(chance.sample(range(400), 9))) for word in words}
    files = word_files(terms, 300, typed=typed)
    for word, pages in terms.items():
        holding = [beginning for beginning, file in files.items() if word in file]
        longest = max((one for one in files if word.startswith(one)), key=len)
        assert holding == [longest] and files[longest][word] == pages.whole()
    assert any(one.endswith("*") for file in files.values() for one in file) == typed


def test_what_begins_so_is_kept_together_where_it_is_cut():
    chance = random.Random(SEED)
    words = {"".join(chance.choices("ab", k=chance.randint(3, 9))) for _ in range(500)}
    terms = {word: pages_of([(chance.randint(0, 900), chance.choice(LETTERS))]) for word in words}
    files = word_files(terms, 400, typed=True)
    together = {one.removesuffix("*"): told for file in files.values() for one, told in file.items() if one.endswith("*")}
    assert together
    for beginning, told in together.items():
        assert len(beginning) >= 3
        assert told == strongest(pages for word, pages in terms.items() if word.startswith(beginning)).whole()
    for beginning in (word[:end] for word in words for end in range(3, len(word))):
        holder = max((one for one in files if beginning.startswith(one)), key=len)
        inside = {word for word in files[holder] if word.startswith(beginning) and not word.endswith("*")}
        assert beginning in together or inside == {word for word in words if word.startswith(beginning)}


def test_the_parts_of_a_site_make_the_same_index_however_they_are_cut(index_of):
    def bytes_of(folder):
        return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.json")}

    assert bytes_of(index_of(300, 300)) == bytes_of(index_of(300, 40))


def test_ten_times_more_pages_do_not_make_a_query_ten_times_heavier(index_of):
    def weight(folder):
        table = read(folder / "table.json")
        common, _ = max(
            ((term, len(told)) for path in (folder / "mots").iterdir() for term, told in read(path).items() if "*" not in term),
            key=lambda one: one[1],
        )
        ranks = list(unfolded_text(read(file_of(folder / "mots", table["mots"], common))[common]))[:10]
        files = {folder / "table.json", file_of(folder / "mots", table["mots"], common)}
        files |= {folder / "fiches" / f"{rank // table['par_fichier']}.json" for rank in ranks}
        return sum(len(gzip.compress(path.read_bytes(), 6)) for path in files)

    few, many = weight(index_of(300, 100)), weight(index_of(3000, 100))
    assert many <= 2 * few


def unfolded_text(told):
    gap, rank = "", -1
    for sign in told:
        if sign.isdigit():
            gap += sign
        else:
            rank += 1 + int(gap or 0)
            gap = ""
            yield rank


def test_files_are_few_and_none_is_heavy(index_of):
    folder = index_of(3000, 100)
    files = list(folder.rglob("*.json"))
    assert len(files) < 3000 / 2
    longest_list = 2 * 3000
    for path in files:
        if path.parent.name in ("mots", "paires"):
            assert path.stat().st_size < 24_000 + 2 * longest_list, path.name
