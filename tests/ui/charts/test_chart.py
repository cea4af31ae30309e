"""What a chart is on the page: a drawing that can be read aloud, the same as a table, files to take away."""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET

from ui.charts.chart import NARROW, WIDE, Chart, Table, chart_html, csv_of, svg_of
from ui.charts.drawing import Drawing, words_at

SVG = "{http://www.w3.org/2000/svg}"
TABLE = Table(
    caption="Visits <by> month",
    head=("Month", "Visits"),
    rows=(("May, early", 3), ("=HYPERLINK(1)", 0), ('said “yes”\nand "no"', -2)),
)
CHART = Chart(
    id="visits",
    title="Visits & calls",
    said="Three visits in May.",
    draw=lambda width: Drawing(width, 40, words_at(0, 20, f"{width} wide")),
    table=TABLE,
)


def test_a_drawing_is_an_image_with_a_title_and_a_description():
    svg = ET.fromstring(svg_of(CHART, WIDE, "visits-wide"))

    assert (svg.get("role"), svg.get("aria-labelledby")) == ("img", "visits-wide-title visits-wide-desc")
    assert [(each.tag, each.get("id"), each.text) for each in list(svg)[:2]] == [
        (f"{SVG}title", "visits-wide-title", "Visits & calls"),
        (f"{SVG}desc", "visits-wide-desc", "Three visits in May."),
    ]
    assert svg.get("viewBox") == "0 0 720 40"


def test_a_chart_is_drawn_once_for_a_wide_page_and_once_for_a_narrow_one():
    html = chart_html(CHART)

    assert re.findall(r'viewBox="0 0 (\d+) 40"', html) == [str(WIDE), str(NARROW)]
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_a_drawing_wider_than_the_page_can_be_scrolled_with_the_keyboard():
    wide = Chart(id="w", title="Wide", said="", draw=lambda _: Drawing(900, 40, ""), table=TABLE)

    assert chart_html(wide).count('role="region" tabindex="0" aria-label="Wide, scrolls sideways"') == 2
    assert "scrolls sideways" not in chart_html(CHART)


def test_the_table_has_a_caption_and_heads_of_columns_and_rows():
    html = chart_html(CHART)

    assert "<caption>Visits &lt;by&gt; month</caption>" in html
    assert '<th scope="col">Month</th><th scope="col">Visits</th>' in html
    assert '<tr><th scope="row">May, early</th><td>3</td></tr>' in html


def test_the_csv_is_for_excel_and_runs_no_formula():
    expected = 'Month,Visits\r\n"May, early",3\r\n\'=HYPERLINK(1),0\r\n"said “yes”\nand ""no""",-2\r\n'

    assert csv_of(TABLE) == b"\xef\xbb\xbf" + expected.encode()


def test_the_csv_link_holds_the_file_itself():
    (link,) = re.findall(
        r'<a download="visits.csv" href="data:text/csv;charset=utf-8;base64,([^"]+)"', chart_html(CHART)
    )

    assert base64.b64decode(link) == csv_of(TABLE)


def test_what_the_picture_will_be_called_stands_on_its_button():
    assert 'data-picture="visits.png"' in chart_html(CHART)
