"""England's councils: what the file holds, and which names are recognised as whose."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from corpus.councils import Council, Likeness, read_councils
from corpus.dates import is_iso_date
from corpus.errors import UnknownNameError

FILE = Path(__file__).parents[2] / "corpus" / "data" / "councils.toml"
ENTRIES = tomllib.loads(FILE.read_text("utf-8"))["council"]


# --- the file ----------------------------------------------------------------------------------------------------


def test_the_file_holds_every_authority_of_today_and_three_that_are_no_more():
    abolished = {entry["name"]: entry["until"] for entry in ENTRIES if "until" in entry}

    assert len(ENTRIES) - len(abolished) == 153
    assert abolished == {"Cumbria": "2023-04-01", "Northamptonshire": "2021-04-01", "Poole": "2019-04-01"}


def test_the_regions_and_types_are_those_of_england():
    assert Counter(entry["region"] for entry in ENTRIES) == {
        "London": 33,
        "North West": 25,
        "South East": 19,
        "South West": 16,
        "Yorkshire and the Humber": 15,
        "West Midlands": 14,
        "North East": 12,
        "East Midlands": 11,
        "East of England": 11,
    }
    assert Counter(entry["type"] for entry in ENTRIES) == {
        "unitary authority": 64,
        "metropolitan district": 36,
        "london borough": 33,
        "county": 23,
    }


def test_the_file_is_sorted_and_no_name_or_code_occurs_twice(councils):
    names = [name for council in councils.all for name in {name.casefold() for name in council.names}]

    assert [entry["name"] for entry in ENTRIES] == sorted(entry["name"] for entry in ENTRIES)
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert [code for code, count in Counter(council.code for council in councils.all).items() if count > 1] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_a_record_has_a_code_of_its_type_and_dates_in_order(entry):
    letters = {"london borough": "E09", "metropolitan district": "E08", "county": "E10", "unitary authority": "E06"}
    untils = [named["until"] for named in entry.get("named", ()) if "until" in named]

    assert re.fullmatch(rf"{letters[entry['type']]}\d{{6}}", entry["code"])
    assert all(map(is_iso_date, untils))
    assert untils == sorted(untils)
    assert all("until" in named for named in entry.get("named", ())[:-1])


def test_the_first_and_the_last_record_are_these(councils):
    assert councils.all[0] == Council(
        name="Barking and Dagenham",
        code="E09000002",
        region="London",
        type="london borough",
        also=("Barking & Dagenham",),
        is_bare_name_enough=True,
        named=(),
        neighbours=(
            "Enfield",
            "Luton",
            "Hounslow",
            "Sandwell",
            "Wolverhampton",
            "Ealing",
            "Brent",
            "Hillingdon",
            "Peterborough",
            "Greenwich",
        ),
    )
    assert councils.all[-1] == Council(
        name="York",
        code="E06000014",
        region="Yorkshire and the Humber",
        type="unitary authority",
        also=(),
        is_bare_name_enough=True,
        named=(),
        neighbours=(
            "Gloucestershire",
            "Bath and North East Somerset",
            "North Somerset",
            "Hertfordshire",
            "Warwickshire",
            "Oxfordshire",
            "West Sussex",
            "Trafford",
            "Hampshire",
            "Stockport",
        ),
    )


def test_a_record_without_a_code_is_not_accepted():
    with pytest.raises(KeyError, match="code"):
        read_councils('[[council]]\nname = "Sefton"\nregion = "North West"\ntype = "metropolitan district"\n')


# --- councils like one another -----------------------------------------------------------------------------------


def test_every_council_of_today_has_ten_neighbours_and_those_abolished_have_none(councils):
    abolished = {entry["name"] for entry in ENTRIES if "until" in entry}

    numbers = Counter((len(council.neighbours), council.name in abolished) for council in councils.all)

    assert numbers == {(10, False): 153, (0, True): 3}


def test_no_council_is_neighbour_to_itself_or_to_one_abolished_or_twice_to_another(councils):
    of_today = {entry["name"] for entry in ENTRIES if "until" not in entry}

    for council in councils.all:
        assert len(set(council.neighbours)) == len(council.neighbours)
        assert set(council.neighbours) <= of_today - {council.name}


def test_the_neighbours_are_those_of_the_published_table_in_its_order(councils, shared):
    with (shared / "councils" / "local-authorities.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = {row["la_code"]: row["la_code_new"] for row in rows}
    names = {council.code: council.name for council in councils.all}

    published = {
        row["la_code_new"]: tuple(names[codes[number]] for number in row["stat_neighbours"].split(", ") if number)
        for row in rows
    }

    assert {council.code: council.neighbours for council in councils.all} == published


@pytest.mark.parametrize(
    ("name", "neighbours"),
    [
        (
            "Sefton",
            [
                "Wirral",
                "St. Helens",
                "Wigan",
                "Lancashire",
                "Halton",
                "Durham",
                "Stockton-on-Tees",
                "Knowsley",
                "Darlington",
                "Bury",
            ],
        ),
        (
            "Halton Borough Council",
            [
                "St. Helens",
                "Durham",
                "Wirral",
                "Sunderland",
                "Redcar and Cleveland",
                "Barnsley",
                "Gateshead",
                "Rotherham",
                "Stockton-on-Tees",
                "Sefton",
            ],
        ),
        ("Cumbria", []),
    ],
)
def test_statistical_neighbours_come_nearest_first(councils, name, neighbours):
    assert [council.name for council in councils.like(name, Likeness.NEIGHBOURS)] == neighbours


def test_being_a_neighbour_is_not_mutual(councils):
    sefton, bury = (councils.called(name) for name in ("Sefton", "Bury"))

    assert "Bury" in sefton.neighbours
    assert "Sefton" not in bury.neighbours


def test_councils_of_a_region_come_by_name_without_the_one_that_is_asked_about(councils):
    alike = [council.name for council in councils.like("Sunderland", Likeness.REGION)]

    assert alike == [
        "Darlington",
        "Durham",
        "Gateshead",
        "Hartlepool",
        "Middlesbrough",
        "Newcastle upon Tyne",
        "North Tyneside",
        "Northumberland",
        "Redcar and Cleveland",
        "South Tyneside",
        "Stockton-on-Tees",
    ]


def test_councils_of_a_type_are_those_of_its_type_without_itself(councils):
    alike = councils.like("Leeds City Council", Likeness.TYPE)

    assert (len(alike), alike[0].name, alike[-1].name) == (35, "Barnsley", "Wolverhampton")
    assert {council.type for council in alike} == {"metropolitan district"}
    assert "Leeds" not in {council.name for council in alike}


def test_to_be_like_a_council_that_is_none_is_an_error(councils):
    with pytest.raises(UnknownNameError, match="Atlantis"):
        councils.like("Atlantis", Likeness.REGION)


@pytest.mark.parametrize("neighbours", [["Atlantis"], ["Sefton"], ["Halton", "Halton"], ["halton"]])
def test_a_neighbour_that_is_no_other_council_of_the_file_is_not_accepted(neighbours):
    with pytest.raises(ValueError, match=f"'{neighbours[0]}' is no other council of the file or occurs twice: Sefton"):
        read_councils(
            f"""
            [[council]]
            name = "Halton"
            code = "E06000006"
            region = "North West"
            type = "unitary authority"

            [[council]]
            name = "Sefton"
            code = "E08000014"
            region = "North West"
            type = "metropolitan district"
            neighbours = {neighbours}
            """
        )


# --- one council's names -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "council"),
    [
        ("sefton", "Sefton"),
        ("  SEFTON ", "Sefton"),
        ("Sefton Council", "Sefton"),
        ("Sefton Metropolitan Borough Council", "Sefton"),
        ("Hull", "Kingston upon Hull"),
        ("Hull City Council", "Kingston upon Hull"),
        ("Kingston upon Hull", "Kingston upon Hull"),
        ("Kingston", "Kingston upon Thames"),
        ("Southend", "Southend-on-Sea"),
        ("Southend-on-Sea City Council", "Southend-on-Sea"),
        ("Windsor & Maidenhead", "Windsor and Maidenhead"),
        ("Royal Borough of Windsor and Maidenhead", "Windsor and Maidenhead"),
        ("London Borough of Lewisham", "Lewisham"),
        ("City of York Council", "York"),
        ("Durham County Council", "Durham"),
        ("County Durham", "Durham"),
        ("St Helens", "St. Helens"),
        ("BCP", "Bournemouth, Christchurch and Poole"),
        ("Newcastle\nCity Council", "Newcastle upon Tyne"),
    ],
)
def test_a_council_answers_to_its_short_and_full_names(councils, name, council):
    assert councils.called(name).name == council


def test_a_name_that_no_council_bears_is_an_error_that_names_the_nearest(councils):
    with pytest.raises(UnknownNameError) as error:
        councils.called("Seftn")

    assert error.value.nearest == "Sefton"
    assert str(error.value) == (
        "No council is called “Seftn” here. Did you mean “Sefton”? "
        "To see them all: corpus/data/councils.toml lists all of England's"
    )


@pytest.mark.parametrize(
    ("council", "date", "full_name"),
    [
        ("Southend", "2021-10-05", "Southend-on-Sea Borough Council"),
        ("Southend", "2022-02-28", "Southend-on-Sea Borough Council"),
        ("Southend", "2022-03-01", "Southend-on-Sea City Council"),
        ("Southend", "2022", "Southend-on-Sea Borough Council"),
        ("Southend", None, "Southend-on-Sea City Council"),
        ("Doncaster", "2022-10-31", "Doncaster Metropolitan Borough Council"),
        ("Doncaster", None, "City of Doncaster Council"),
        ("Halton", "2015", "Halton Borough Council"),
        ("Sefton", "2023-03-08", "Sefton Council"),
        ("Bury", None, "Bury Council"),
    ],
)
def test_a_council_bears_the_name_of_its_time(councils, council, date, full_name):
    assert councils.called(council).name_at(date) == full_name


# --- names in a text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A note for Kent and Kent County Council.", ("Kent", "Kent County Council")),
        ("The Royal Borough of Greenwich", ("Greenwich", "Royal Borough of Greenwich")),
        ("LONDON BOROUGH OF MERTON", ("Merton", "LONDON BOROUGH OF MERTON")),
        ("City of Doncaster Council", ("Doncaster", "City of Doncaster Council")),
        ("North East Lincolnshire Council", ("North East Lincolnshire", "North East Lincolnshire Council")),
        ("Thurrock\n  Council", ("Thurrock", "Thurrock Council")),
        ("Inspection of Leeds local authority", ("Leeds", "Leeds")),
        ("Salford children’s services", ("Salford", "Salford")),
        ("Area SEND inspection of Suffolk Local Area Partnership", ("Suffolk", "Suffolk")),
        ("Halton and Sefton share a coast.", None),
        ("Councillors of Bury", None),
        ("South Norfolk Council", None),
        ("West Lancashire Borough Council and Lancashire County Council", ("Lancashire", "Lancashire County Council")),
        ("Mid Devon District Council", None),
    ],
)
def test_the_first_full_name_in_a_text_is_found_as_printed(councils, text, found):
    first = councils.first_full_name(text)

    assert (first and (first[0].name, first[1])) == found


def test_full_names_are_counted_as_they_are_printed(councils):
    text = "Halton Borough Council met. Halton Borough Council and Halton Council agreed with Sefton Council."

    assert councils.full_names(text) == {
        ("Halton", "Halton Borough Council"): 2,
        ("Halton", "Halton Council"): 1,
        ("Sefton", "Sefton Council"): 1,
    }


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("Bury and Bolton; Bury again.", {"Bury": 2, "Bolton": 1}),
        ("Bury Council", {"Bury": 4}),
        ("bury the cables", {}),
        ("a Sefton-based firm", {}),
        ("Hull is by the sea", {"Kingston upon Hull": 1}),
        ("Kingston upon Hull is by the sea", {"Kingston upon Hull": 1}),
        ("Reading and Kent are words and places", {}),
        ("Reading Borough Council", {"Reading": 3}),
        ("East Riding of Yorkshire, not York", {"East Riding of Yorkshire": 1, "York": 1}),
        ("", {}),
    ],
)
def test_a_full_name_speaks_louder_than_a_place_and_a_common_word_not_at_all(councils, text, weights):
    assert councils.mentions(text) == weights


@pytest.mark.parametrize(
    ("address", "weights"),
    [
        ("hubs@sefton.gov.uk", {"Sefton": 3}),
        ("a.name@southend.gov.uk", {"Southend-on-Sea": 3}),
        ("a.name@southend-on-sea.gov.uk", {"Southend-on-Sea": 3}),
        ("www.hull.gov.uk/hubs", {"Kingston upon Hull": 3}),
        ("HUBS@KENT.GOV.UK", {"Kent": 3}),
        ("hubs@education.gov.uk", {}),
        ("hubs@sefton.org.uk", {}),
    ],
)
def test_an_address_of_a_council_counts_as_much_as_its_full_name(councils, address, weights):
    assert councils.mentions(f"write to {address}") == weights
