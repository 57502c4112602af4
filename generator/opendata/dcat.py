"""Receives the files of the dump; returns the DCAT-AP 3.0 catalogue that data.gouv.fr harvests; never a file that is not published."""

from collections.abc import Iterable, Iterator

from generator.opendata.about import DESCRIPTION, KEYWORDS, LICENCE_TITLE, LICENCE_URL, About
from generator.opendata.files import File
from generator.opendata.turtle import Statement, address, literal, turtle

AUTHORITY = "http://publications.europa.eu/resource/authority/"
MEDIA_TYPES = "http://www.iana.org/assignments/media-types/"
LANGUAGE = address(f"{AUTHORITY}language/FRA")
FREQUENCY = address(f"{AUTHORITY}frequency/IRREG")
FRANCE = address(f"{AUTHORITY}country/FRA")
THEMES = (address(f"{AUTHORITY}data-theme/SOCI"), address(f"{AUTHORITY}data-theme/REGI"))
SHA256 = "spdx:checksumAlgorithm_sha256"
EU_FORMATS = {
    "CSV": "CSV",
    "Parquet": "PARQUET",
    "JSON": "JSON",
    "GeoJSON": "GEOJSON",
    "Turtle": "RDF_TURTLE",
    "ZIP": "ZIP",
    "Texte": "TXT",
}
Subject = tuple[str, list[Statement]]


def catalogue_ttl(files: Iterable[File], about: About) -> bytes:
    """Return one catalogue, its one dataset, and a distribution for each file, the archive first."""
    files = tuple(files)
    used = (LANGUAGE, FREQUENCY, FRANCE, *THEMES)
    return turtle(
        [_catalogue(about), _dataset(files, about), *_distributions(files, about), *_named(files, used, about)]
    ).encode()


def _catalogue(about: About) -> Subject:
    return address(f"{about.home}catalogue.ttl#catalogue"), [
        ("a", "dcat:Catalog"),
        ("dct:title", literal(f"{about.settings.site_name} : catalogue")),
        ("dct:description", literal(DESCRIPTION)),
        ("dct:publisher", _publisher(about)),
        ("dct:language", LANGUAGE),
        ("dct:license", address(LICENCE_URL)),
        ("dct:spatial", FRANCE),
        ("foaf:homepage", address(about.home)),
        *_dates(about),
        ("dcat:themeTaxonomy", address(f"{AUTHORITY}data-theme")),
        ("dcat:dataset", _dataset_address(about)),
    ]


def _dataset(files: tuple[File, ...], about: About) -> Subject:
    return _dataset_address(about), [
        ("a", "dcat:Dataset"),
        ("dct:identifier", literal(_dataset_address(about)[1:-1], "xsd:string")),
        ("dct:title", literal(about.title)),
        ("dct:description", literal(DESCRIPTION)),
        ("dct:publisher", _publisher(about)),
        *((("dcat:contactPoint", _contact(about)),) if about.settings.editors_email else ()),
        *(("dcat:keyword", literal(word)) for word in KEYWORDS),
        *(("dcat:theme", theme) for theme in THEMES),
        ("dct:language", LANGUAGE),
        ("dct:spatial", FRANCE),
        ("dct:accrualPeriodicity", FREQUENCY),
        ("dct:license", address(LICENCE_URL)),
        *_dates(about),
        ("dcat:version", literal(about.release.version, "xsd:string")),
        ("dcat:landingPage", address(about.home)),
        ("foaf:page", address(f"{about.home}dictionnaire/")),
        *(("dcat:distribution", _distribution_address(file, about)) for file in files),
    ]


def _distributions(files: tuple[File, ...], about: About) -> Iterator[Subject]:
    for file in files:
        checksum = f"{_distribution_address(file, about)[:-1]}-empreinte>"
        yield (
            _distribution_address(file, about),
            [
                ("a", "dcat:Distribution"),
                ("dct:title", literal(f"{file.title} ({file.format})")),
                *((("dct:description", literal(file.table.description)),) if file.table else ()),
                ("dcat:accessURL", address(f"{about.home}{file.path}")),
                ("dcat:downloadURL", address(f"{about.home}{file.path}")),
                ("dct:format", address(f"{AUTHORITY}file-type/{EU_FORMATS[file.format]}")),
                ("dcat:mediaType", address(f"{MEDIA_TYPES}{file.media_type}")),
                ("dcat:byteSize", literal(str(len(file.content)), "xsd:nonNegativeInteger")),
                ("spdx:checksum", checksum),
                ("dct:license", address(LICENCE_URL)),
                ("dct:language", LANGUAGE),
                *_dates(about),
            ],
        )
        yield (
            checksum,
            [
                ("a", "spdx:Checksum"),
                ("spdx:algorithm", SHA256),
                ("spdx:checksumValue", literal(file.sha256, "xsd:hexBinary")),
            ],
        )


def _named(files: tuple[File, ...], used: tuple[str, ...], about: About) -> Iterator[Subject]:
    """Yield what a validator without a network must know of the addresses used: their class and their name."""
    language, frequency, france, *themes = used
    yield _publisher(about), [("a", "foaf:Agent"), ("foaf:name", literal(about.settings.site_name)), ("foaf:homepage", address(about.settings.site_url))]  # fmt: skip
    if about.settings.editors_email:
        mail = address(f"mailto:{about.settings.editors_email}")
        yield _contact(about), [("a", "vcard:Kind"), ("vcard:fn", literal("Rédaction")), ("vcard:hasEmail", mail)]
    yield address(LICENCE_URL), [("a", "dct:LicenseDocument"), ("dct:title", literal(LICENCE_TITLE))]
    yield language, [("a", "dct:LinguisticSystem")]
    yield frequency, [("a", "dct:Frequency")]
    yield france, [("a", "dct:Location")]
    yield address(f"{AUTHORITY}data-theme"), [("a", "skos:ConceptScheme"), ("dct:title", literal("Thèmes de données"))]
    for theme, name in zip(themes, ("Population et société", "Régions et villes"), strict=True):
        yield theme, [("a", "skos:Concept"), ("skos:prefLabel", literal(name))]
    yield SHA256, [("a", "spdx:ChecksumAlgorithm")]
    yield address(about.home), [("a", "foaf:Document")]
    yield address(f"{about.home}dictionnaire/"), [("a", "foaf:Document")]
    for name in sorted({EU_FORMATS[file.format] for file in files}):
        yield address(f"{AUTHORITY}file-type/{name}"), [("a", "dct:MediaTypeOrExtent")]
    for name in sorted({file.media_type for file in files}):
        yield address(f"{MEDIA_TYPES}{name}"), [("a", "dct:MediaType")]


def _dates(about: About) -> tuple[Statement, ...]:
    kind = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
    date = about.release.date
    return (("dct:modified", literal(date, kind[len(date)])),) if date else ()


def _dataset_address(about: About) -> str:
    return address(f"{about.home}catalogue.ttl#donnees")


def _distribution_address(file: File, about: About) -> str:
    return address(f"{about.home}catalogue.ttl#{file.path.removeprefix('versions/').replace('/', '-')}")


def _publisher(about: About) -> str:
    return address(f"{about.settings.site_url}#observatoire")


def _contact(about: About) -> str:
    return address(f"{about.settings.site_url}#redaction")
