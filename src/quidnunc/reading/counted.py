"""What the quantities of a sentence count: people killed, troops, ships, an amount of aid, years of a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from quidnunc.reading.amount_lexicon import AmountLexicon, amounts
from quidnunc.reading.amounts import Quantity, quantities
from quidnunc.reading.language import Syntax
from quidnunc.records import Span, TimeSpan

PEOPLE = "people"
PROTESTERS = "protesters"
_FEW = 3  # a smaller number of states only points at those just named ("the two countries")
_REACH = 6  # tokens over which a number finds its noun and its outcome
_YEARS = (1900, 2100)
_QUOTES = frozenset("\"'“”‘’-–/")
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity and what it counts.

    ``what`` and ``unit`` are a magnitude's; ``anchor`` is the token from which its event is looked for, ``noun`` the one counted (or
    the number); ``types`` the events it may belong to, None for any. ``outcome`` says that it is what became of people.
    """

    what: str
    unit: str
    low: float | None
    high: float | None
    span: Span
    anchor: int
    noun: int
    types: frozenset[str] | None
    outcome: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    """The noun right behind a number: its head, the token behind it, and its lemma (of two words where the lexicon has those)."""

    head: int | None
    after: int
    lemma: str


class Counter:
    """Finds what is counted.

    Args:
        syntax: the text's syntax.
        times: its time expressions, whose numbers count nothing else.
        people: nouns that name people.
    """

    def __init__(self, syntax: Syntax, times: list[TimeSpan], people: frozenset[str]) -> None:
        self.syntax = syntax
        self.lexicon: AmountLexicon = amounts()
        self.people = people | self.lexicon.table.people
        self._days = [(t.start, t.end) for t in times if t.type in ("DATE", "TIME", "SET")]

    def find(self, sentence: int) -> Iterator[Counted]:
        """What a sentence counts, in order."""
        start, end = self.syntax.sentence_span(sentence)
        stop = self.syntax.sentences[sentence][1]
        for quantity in quantities(self.syntax.text, start, end):
            found = self._counted(quantity, stop)
            if found is not None:
                yield found

    def _counted(self, q: Quantity, stop: int) -> Counted | None:
        if any(a < q.number[1] and q.number[0] < b for a, b in self._days):
            return None
        tokens = self.syntax.tokens_in(*q.number)
        whole = self.syntax.tokens_in(q.start, q.end)
        if not tokens or self._is_part(q, whole[0]):
            return None
        if self.syntax.deps[whole[0]] == "prt":  # "handed over 93 prisoners"
            q = replace(
                q, start=q.number[0], low=q.low if q.high is None else q.high, high=q.low if q.high is None else q.high
            )
            whole = self.syntax.tokens_in(q.start, q.end)
        head = self.syntax.head_in(tokens[0], tokens[-1] + 1)
        if q.length is not None:
            return self._term(q, whole, head, stop)
        if q.currency is not None:
            return self._money(q, whole, head, stop)
        run = self._run(whole[-1] + 1, stop)
        if q.percent:
            what = self.lexicon.percentages.get(run.lemma)
            anchor = head if run.head is None else run.head
            return (
                None
                if what is None
                else self._made(q, what, "percent", anchor, anchor, self.lexicon.table.percentage_types)
            )
        if self._is_year(q) and run.lemma not in self.people:
            return None
        return self._people(q, whole, head, run, stop)

    def _made(self, q: Quantity, what: str, unit: str, anchor: int, noun: int, types: frozenset[str] | None) -> Counted:
        return Counted(what, unit, q.low, q.high, (q.start, q.end), anchor, noun, types)

    def _people(self, q: Quantity, whole: range, head: int, run: _Run, stop: int) -> Counted | None:
        """People and things by their nouns, and a number that stands for people by itself."""
        table = self.lexicon.table
        noun = head if run.head is None else run.head
        thing = self.lexicon.things.get(run.lemma)
        inanimate = thing in table.not_people
        person = run.head is None or run.lemma in self.people or (thing is not None and not inanimate)
        person = person or self._is_nationality(run)
        named = run.head is not None and self.syntax.pos[run.head] == "PROPN"
        found = self._outcome(whole, noun, run, stop, person or named)
        if found is not None:
            outcome, anchor = found
            return Counted(
                outcome,
                PEOPLE,
                q.low,
                q.high,
                (q.start, q.end),
                anchor,
                noun,
                table.outcomes[outcome].types,
                outcome=True,
            )
        if q.high == 0:
            return None
        if thing == "countries" and ((q.low or q.high or 0) < _FEW or self._is_definite(whole[0])):
            return None
        if thing is not None:
            return self._made(q, thing, "" if inanimate else PEOPLE, noun, noun, self.lexicon.types_of(thing))
        if (
            person
            and (run.head is not None or self.syntax.deps[head] in ("nsubj", "dobj", "pobj"))
            and self._is_many(q)
        ):
            return self._made(q, PROTESTERS, PEOPLE, noun, noun, table.thing_types[PROTESTERS] & {"PROTEST"})
        return None

    @staticmethod
    def _is_many(q: Quantity) -> bool:
        return (q.low or q.high or 0) >= _FEW

    def _outcome(self, whole: range, noun: int, run: _Run, stop: int, person: bool) -> tuple[str, int] | None:
        """What became of those counted, and the token that says so."""
        syntax, lexicon = self.syntax, self.lexicon
        if run.head is not None:
            by_noun = lexicon.nouns.get(run.lemma)
            if by_noun is not None:
                return by_noun, run.head
            if run.lemma in lexicon.objects:
                verb = syntax.heads[run.head]
                return (lexicon.objects[run.lemma], verb) if syntax.lemmas[verb] in lexicon.table.claims else None
        if not person:
            return None
        if (said := self._told_after(run, stop)) is not None:
            return said
        if (toll := self._toll(whole[0])) is not None:
            return toll
        return self._governed(whole[0], noun)

    def _told_after(self, run: _Run, stop: int) -> tuple[str, int] | None:
        """What the words behind a noun say: "12 people were killed", "30 wounded"."""
        syntax, lexicon = self.syntax, self.lexicon
        for i in range(run.after, min(stop, run.after + _REACH)):
            lemma = syntax.lemmas[i]
            if lemma in lexicon.befall and syntax.pos[i] == "VERB":
                return self._unless_undone(lexicon.befall[lemma], i)
            if syntax.lowers[i] in lexicon.words and not self._acts(i):
                return self._unless_undone(lexicon.words[syntax.lowers[i]], i)
            outcome = self._verb(i)
            if outcome is not None and syntax.tags[i] in ("VBN", "VBD") and not self._acts(i):
                return self._unless_undone(outcome, i)
            if lemma not in lexicon.table.between and syntax.lowers[i] not in lexicon.table.between:
                return None
        return None

    def _acts(self, i: int) -> bool:
        """Whether a verb behind a noun is the noun's own doing ("12 gunmen killed the mayor")."""
        syntax = self.syntax
        passive = syntax.child(i, "auxpass", "nsubjpass") is not None
        if syntax.pos[i] != "VERB" or passive:
            return False
        if syntax.tags[i] not in ("VBN", "VBD") and syntax.lowers[i] not in self.lexicon.words:
            return True
        return syntax.child(i, "dobj") is not None

    def _toll(self, first: int) -> tuple[str, int] | None:
        """A toll before the number: "the death toll rose to 31"."""
        syntax, lexicon = self.syntax, self.lexicon
        if first > 0:
            top = next((i for i in self._climb(first) if syntax.pos[i] in _VERBAL), first)
            subject = syntax.child(top, "nsubj") if top < first else None
            if subject is not None and (named := lexicon.tolls.get(self._pair(subject))) is not None:
                return self._unless_undone(named, subject)
        for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
            for words in (" ".join(syntax.lowers[max(0, i - 1) : i + 1]), syntax.lowers[i]):
                if words in lexicon.tolls:
                    return lexicon.tolls[words], i
            if syntax.lemmas[i] not in lexicon.table.toll_links:
                return None
        return None

    def _climb(self, i: int) -> Iterator[int]:
        """The words above a number that only join it to its verb: "rose to 31"."""
        syntax = self.syntax
        for j in syntax.ancestors(i):
            yield j
            if syntax.pos[j] not in ("ADP", "NUM", "ADJ", "ADV", "PART"):
                return

    def _pair(self, i: int) -> str:
        """A noun with the one before it, as in "death toll"."""
        syntax = self.syntax
        joined = i > 0 and syntax.deps[i - 1] == "compound" and syntax.heads[i - 1] == i
        return f"{syntax.lowers[i - 1]} {syntax.lowers[i]}" if joined else syntax.lowers[i]

    def _governed(self, first: int, noun: int) -> tuple[str, int] | None:
        """What a verb or noun above says: "killing at least 12", "the arrest of 30 activists"."""
        syntax, lexicon = self.syntax, self.lexicon
        top = noun
        while syntax.deps[top] == "conj" and syntax.pos[top] in ("NOUN", "PROPN", "NUM"):
            top = syntax.heads[top]
        above, dep = syntax.heads[top], syntax.deps[top]
        outcome = self._verb(above) if above != top else None
        if outcome is not None and dep == "dobj" and above < first and syntax.child(above, "auxpass") is None:
            return self._unless_undone(outcome, above)
        if outcome is not None and dep == "nsubjpass":
            return self._unless_undone(outcome, above)
        if dep in ("nsubj", "nsubjpass") and syntax.lemmas[above] in lexicon.befall:
            return self._unless_undone(lexicon.befall[syntax.lemmas[above]], above)
        if dep == "pobj" and syntax.lowers[above] == "of":
            owner = syntax.heads[above]
            named = lexicon.nouns.get(syntax.lemmas[owner]) if syntax.pos[owner] == "NOUN" else None
            if named is not None:
                return named, owner
        before = first - 1
        if before >= 0 and syntax.pos[before] == "VERB" and syntax.child(before, "auxpass", "nsubjpass") is None:
            right_before = self._verb(before)
            if right_before is not None and syntax.tags[before] != "VBN":
                return self._unless_undone(right_before, before)
        return None

    def _verb(self, i: int) -> str | None:
        """What a verb does to its object."""
        syntax, verbs = self.syntax, self.lexicon.verbs
        if syntax.pos[i] not in _VERBAL:
            return None
        particle = syntax.child(i, "prt")
        if particle is not None and f"{syntax.lemmas[i]} {syntax.lowers[particle]}" in verbs:
            return verbs[f"{syntax.lemmas[i]} {syntax.lowers[particle]}"]
        return verbs.get(syntax.lemmas[i])

    def _unless_undone(self, outcome: str, i: int) -> tuple[str, int] | None:
        """None for what did not or only might come about."""
        syntax = self.syntax
        if syntax.child(i, "neg") is not None:
            return None
        may = any(syntax.tags[j] == "MD" and syntax.lowers[j] != "will" for j in syntax.childs(i, "aux"))
        return None if may else (outcome, i)

    def _term(self, q: Quantity, whole: range, head: int, stop: int) -> Counted | None:
        """A sentence of a court."""
        terms = self.lexicon.table.sentences
        syntax, last = self.syntax, whole[-1]
        if syntax.text[q.end : q.end + 4].lower() in (" old", "-old", " ago"):
            return None
        behind = any(syntax.lemmas[i] in terms.words for i in range(last + 1, min(stop, last + 4)))
        above = list(syntax.ancestors(head))[:_REACH]
        before = any(syntax.lemmas[i] in terms.verbs for i in (*range(max(0, whole[0] - 4), whole[0]), *above))
        if not behind and not before:
            return None
        return self._made(q, "sentence", q.length or "", syntax.head_in(whole[0], last + 1), head, terms.types)

    def _money(self, q: Quantity, whole: range, head: int, stop: int) -> Counted | None:
        """An amount of money, named by the words around it."""
        syntax, lexicon = self.syntax, self.lexicon
        last = whole[-1]
        if (
            q.currency == "GBP"
            and last + 1 < stop
            and syntax.lowers[last + 1] == "of"
            and "£" not in syntax.text[q.start : q.end]
        ):
            return None  # a weight
        top = syntax.head_in(whole[0], last + 1)
        near = list(range(last + 1, min(stop, last + _REACH)))
        for n, i in enumerate(near):
            if syntax.pos[i] in _VERBAL or syntax.words[i] in ".,;:":
                near = near[:n]
                break
        above = [top, *syntax.ancestors(top)][:4]
        above += [j for i in above[1:] if syntax.pos[i] in _VERBAL for j in syntax.childs(i, "nsubj", "nsubjpass")]
        if whole[0] > 1 and syntax.lowers[whole[0] - 1] == "worth":
            near = [whole[0] - 2, *near]
        what = next(
            (lexicon.money[syntax.lemmas[i]] for i in (*near, *above) if syntax.lemmas[i] in lexicon.money), "money"
        )
        return self._made(q, what, q.currency or "", top, head, lexicon.table.money_types)

    def _run(self, first: int, stop: int) -> _Run:
        """The noun behind a number, past its adjectives: "12 heavily armed men", "dozens of the protesters"."""
        syntax = self.syntax
        head: int | None = None
        i = first
        if i < stop and syntax.lowers[i] == "of":
            i += 1
            while i < stop and syntax.pos[i] in ("DET", "PRON") and syntax.tags[i] != "PRP":
                i += 1
        while i < stop and i - first <= _REACH:
            pos = syntax.pos[i]
            timed = any(a <= syntax.starts[i] < b for a, b in self._days)
            if pos in ("NOUN", "PROPN") and not timed:
                if self._ends(i, head):
                    head = i if head is None else head
                    break
                head = i
            elif head is not None or timed or not self._qualifies(i, stop):
                break
            i += 1
        if head is None:
            return _Run(None, first, "")
        lemma = syntax.lemmas[head]
        if head > 0 and head - 1 >= first:
            for joined in (f"{syntax.lemmas[head - 1]} {lemma}", f"{syntax.lowers[head - 1]} {lemma}"):
                if joined in self.lexicon.things or joined in self.people:
                    lemma = joined
                    break
        return _Run(head, head + 1, lemma)

    def _ends(self, i: int, head: int | None) -> bool:
        """Whether a noun tells what became of the one before it, so that it is none of the compound ("12 people dead")."""
        return head is not None and self.syntax.lowers[i] in self.lexicon.words

    def _qualifies(self, i: int, stop: int) -> bool:
        """Whether a token may stand between a number and its noun."""
        syntax = self.syntax
        if syntax.words[i] in _QUOTES or syntax.lowers[i] in ("more", "other", "such", "so-called"):
            return True
        if syntax.pos[i] == "VERB" or syntax.lowers[i] in self.lexicon.words:
            following = i + 1 < stop and syntax.pos[i + 1] in ("NOUN", "PROPN", "ADJ")
            return (
                syntax.tags[i] in ("VBN", "VBG", "JJ", "VBD")
                and following
                and syntax.deps[i] in ("amod", "compound", "nmod")
            )
        return syntax.pos[i] in ("ADJ", "ADV") and syntax.tags[i] not in ("WRB", "RP")

    def _is_nationality(self, run: _Run) -> bool:
        """Whether a noun is a people's name: "12 Ukrainians"."""
        return run.head is not None and self.syntax.tags[run.head] == "NNPS"

    def _is_part(self, q: Quantity, first: int) -> bool:
        """Whether a number only tells of some of those counted before: "including three children", "two of them"."""
        syntax, parts = self.syntax, self.lexicon.table.parts
        tail = syntax.text[q.end : q.end + 9].lower()
        if tail.startswith((" of them", " of whom", " of thos", " of thes")) or (
            tail.startswith(" of the ") and not q.vague
        ):
            return True
        before = [syntax.lowers[i] for i in range(max(0, first - 2), first)]
        if before and (before[-1] in parts or " ".join(before) in (*parts, "among them")):
            return True
        for i in syntax.ancestors(first):
            if syntax.lowers[i] in parts and syntax.deps[i] == "prep" and i < first:
                return True
            if syntax.pos[i] in _VERBAL:
                return False
        return False

    def _is_definite(self, i: int) -> bool:
        return self.syntax.lowers[i] in ("the", "these", "those", "both", "its", "their", "all")

    def _is_year(self, q: Quantity) -> bool:
        digits = self.syntax.text[q.number[0] : q.number[1]]
        return digits.isdigit() and q.exact and _YEARS[0] <= (q.low or 0) <= _YEARS[1]
