"""What counts as right, wrong and missed in labelled sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from measures.intervals import f1_interval, quartiles, wilson
from measures.sentences.labelled import CATEGORIES, Labelled, own_set, paragraphs, read_sample, read_tsv
from measures.sentences.measuring import write_errors
from measures.sentences.papers import PER_PAPER, Said, paper, read_all
from measures.sentences.report import report
from measures.sentences.scores import Counts, Share, score

from howcome.document import Document
from howcome.errors import UsageError

SETS = Path(__file__).parent.parent / "checks" / "blame" / "sentences"


def sentence(id: str, labels: str = "", text: str = "Words.", **more) -> Labelled:
    words = [w for w in labels.split(",") if w]
    values = {
        "text": text,
        "labels": tuple(w for w in words if w[0] != "+"),
        "accepted": tuple(w[1:] for w in words if w[0] == "+"),
        "spans": (),
        "context": "timeline",
        "blames": bool(words),
        "is_info": False,
        "primary": "plain",
        "style": "neutral",
        "difficulty": None,
        "where": id,
    }
    return Labelled(id=id, **{**values, **more})


def said(category: str, start: int = 0, end: int = 5, *, is_info: bool = False) -> Said:
    return Said(category, start, end, is_info)


def test_our_own_files_mark_labels_and_spans(tmp_path: Path) -> None:
    path = tmp_path / "hindsight.tsv"
    path.write_text(
        "timeline\tterse\thindsight,+normative\tIt was ⟦obvious⟧ and ⟦foreseeable⟧.\ntimeline\tterse\t-\tA 🚨.\n",
        encoding="utf-8",
    )
    first, second = read_tsv(path)
    assert first.text == "It was obvious and foreseeable."
    assert [first.text[a:b] for a, b in first.spans] == ["obvious", "foreseeable"]
    assert (first.labels, first.accepted, first.blames) == (("hindsight",), ("normative",), True)
    assert (second.blames, second.primary, second.where) == (False, "hindsight", "hindsight:2")


def test_a_line_that_is_no_sentence_is_named(tmp_path: Path) -> None:
    path = tmp_path / "plain.tsv"
    path.write_text("timeline\tterse\tOops\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 1"):
        list(read_tsv(path))
    path.write_text("timeline\tterse\tbad-luck\tText\n", encoding="utf-8")
    with pytest.raises(UsageError, match="bad-luck"):
        list(read_tsv(path))


@pytest.mark.parametrize("name", ["known", "unseen"])
def test_our_sets_have_every_category_and_sentences_that_blame_nobody(name: str) -> None:
    sentences = own_set(SETS / name)
    assert {label for s in sentences for label in s.labels} == set(CATEGORIES)
    assert sum(not s.blames for s in sentences) > 100
    assert len({s.id for s in sentences}) == len(sentences)
    assert all(0 <= a < b <= len(s.text) for s in sentences for a, b in s.spans)


def test_clean_paragraphs_are_no_sentences() -> None:
    clean = paragraphs(SETS / "known")
    assert clean and not any(p.blames for p in clean)
    assert not {p.text for p in clean} & {s.text for s in own_set(SETS / "known")}


def test_a_sample_is_read_and_anything_else_is_refused(tmp_path: Path) -> None:
    row = {
        "id": "P1",
        "text": "Who did it?",
        "labels": ["who-question"],
        "accept": [],
        "spans": [{"start": 0, "end": 10}],
        "context": "timeline",
        "polarity": "pos",
        "severity": "info",
        "primary": "who-question",
        "style": "chat",
        "difficulty": "easy",
    }
    path = tmp_path / "sample.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (read,) = read_sample(path)
    assert (read.spans, read.is_info, read.difficulty) == (((0, 10),), True, "easy")
    path.write_text('{"id": 1}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="no sample"):
        read_sample(path)


def test_a_paper_holds_each_sentence_in_its_section_and_knows_its_line() -> None:
    sentences = [sentence("P1", text="One."), sentence("N2", text="Two.", context="five-whys")]
    text, where = paper(sentences)
    lines = text.splitlines()
    assert {id: lines[line - 1] for line, id in where.items()} == {"P1": "One.", "N2": "Two."}
    document = Document.parse(text)
    assert [p.section for p in document.placed if p.block.kind == "paragraph"] == ["timeline", "causes"]


def test_the_real_checks_are_asked() -> None:
    sentences = [
        sentence(f"N{n}", text=f"The queue was full at {n}.", context="root-cause-analysis")
        for n in range(PER_PAPER)
    ]
    blame = sentence("P9", text="It was human error.", context="root-cause-analysis")
    found = read_all([*sentences, blame])
    assert [(s.category, "human error" in blame.text[s.start : s.end].lower()) for s in found["P9"]] == [
        ("human-error", True)
    ]
    assert not any(found[s.id] for s in sentences)


def test_detection_asks_for_any_warning_and_a_category_for_itself() -> None:
    sentences = [
        sentence("P1", "hindsight"),
        sentence("P2", "hindsight,+normative"),
        sentence("P3", "human-error"),
        sentence("N4"),
        sentence("N5"),
    ]
    found = {
        "P1": [said("hindsight")],
        "P2": [said("normative")],  # right for detection, accepted as a category, and no hindsight
        "P3": [said("human-error", is_info=True)],  # an info is no detection, but the category is there
        "N4": [said("absolutes")],
        "N5": [],
    }
    scores = score(sentences, found)
    assert scores.detection == Counts(right=2, wrong=1, missed=1)
    assert scores.false_positives == Share(1, 2)
    assert scores.categories["hindsight"] == Counts(1, 0, 1)
    assert scores.categories["normative"] == Counts(0, 0, 0)
    assert scores.categories["human-error"] == Counts(1, 0, 0)
    assert scores.categories["absolutes"] == Counts(0, 1, 0)
    assert scores.micro == Counts(2, 1, 1)
    assert [row[:2] for row in scores.errors] == [("CAT", "P2"), ("FN", "P3"), ("FP", "N4")]


def test_info_sentences_are_neither_positive_nor_negative() -> None:
    sentences = [sentence("P1", "agentless-passive", is_info=True)]
    scores = score(sentences, {"P1": [said("agentless-passive", is_info=True)]})
    assert (scores.positives, scores.negatives, scores.infos) == (0, 0, 1)
    assert scores.info_flagged == Share(1, 1)
    assert scores.categories["agentless-passive"].right == 1


def test_a_span_is_hit_where_it_overlaps() -> None:
    sentences = [sentence("P1", "hindsight", spans=((4, 8),))]
    scores = score(sentences, {"P1": [said("hindsight", 7, 9), said("normative", 8, 9)]})
    assert scores.span_hits == Share(1, 2)


def test_traps_and_styles_are_counted_apart(tmp_path: Path) -> None:
    sentences = [
        sentence("N1", primary="homonym"),
        sentence("N2", primary="homonym"),
        sentence("P3", "hindsight", style="chat"),
    ]
    scores = score(sentences, {"N1": [said("hindsight")], "N2": [], "P3": []})
    assert scores.traps == {"homonym": Share(1, 2)}
    assert scores.styles == {"chat": Share(0, 1)}
    assert write_errors(tmp_path / "errors.tsv", {"own": scores}) == 2
    assert (tmp_path / "errors.tsv").read_text().splitlines()[1].startswith("own\tFP\tN1\thomonym\thindsight")
    assert "| homonym" in report({"own": scores}, Share(0, 0))


def test_intervals_hold_what_they_should() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(50, 100)
    assert low == pytest.approx(0.404, abs=0.001) and high == pytest.approx(0.596, abs=0.001)
    low, high = f1_interval([True] * 80 + [False] * 20, [False] * 100)
    assert low < 0.889 < high
    assert f1_interval([True], [False]) == f1_interval([True], [False])
    assert quartiles([5, 1, 3, 2, 4]) == (2, 3, 4)
