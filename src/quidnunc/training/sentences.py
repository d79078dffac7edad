"""Training sentences written from the phrase books and the codebook's frames.

A sentence is an opening, a clause, asides and an ending. The clause is a phrase ("lift sanctions on {R}") in some tense, voice and
mood; or an act yet to come inside a speech act ("agreed to lift …", "refused to …", "urged R to …"), which is of another type; or a
clause whose marked parties do not interact, or the wrong way round.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from quidnunc.records import Span, Status
from quidnunc.training.books import Book, Phrase, listed
from quidnunc.training.inflect import forms
from quidnunc.training.names import Namer

OPEN, CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{OPEN}(.)|{CLOSE}")
_RECIPIENT = re.compile(r"\{R(?::([a-z]+))?\}")
_OTHER = re.compile(r"\{([AX])(?::([a-z]+))?\}")
_RELIEF = 0.25  # how many sentences add another deed of a party
_ONE_PARTY = 0.35  # how many events told by the way lack a party
_RECIPROCAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})
_COOPERATIVE = ("AID", "COOPERATE", "RETREAT", "CONCEDE", "CONSULT", "RETREAT", "CONCEDE", "AID")
_HOSTILE = ("ASSAULT", "COERCE", "SANCTION", "ASSAULT", "SANCTION", "MOBILIZE", "PROTEST")


@dataclass(frozen=True, slots=True)
class Written:
    """A written sentence: an example that may lack a party. ``told`` says that its trigger is to be given in training.

    That is so where a party lacks, or where the parties alone would tell another event of the sentence.
    """

    text: str
    agent: Span | None
    recipient: Span | None
    trigger: Span | None
    type: str
    mode: str | None
    status: Status
    told: bool


# speech acts: the type they set, which acts they are about, and how they name them
_WAYS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "willing": ("AGREE", _COOPERATIVE, "{do}"),
    "refusing": ("REJECT", _COOPERATIVE, "{do}"),
    "threatening": ("THREATEN", _HOSTILE, "{do}"),
    "stopping": ("AGREE", _HOSTILE, "{doing}"),
    "denying": ("REJECT", _HOSTILE, "{doing}"),
    "asking": ("REQUEST", _COOPERATIVE, "{R} to {do}"),
    "demanding": ("REQUEST", _COOPERATIVE, "{R} {do}"),
    "accusing": ("ACCUSE", _HOSTILE, "{R} of {doing}"),
    "praising": ("SUPPORT", _COOPERATIVE, "{R} {decision}"),
    "condemning": ("ACCUSE", _HOSTILE, "{R} {decision}"),
}


@dataclass(slots=True)
class Writer:
    """Writes examples; the same seed and codebook give the same ones."""

    book: Book
    namer: Namer
    rng: random.Random

    def write(self, count: int) -> list[Written]:
        """Distinct sentences."""
        kinds: list[tuple[Callable[[str], Written | None], float]] = [
            (self.plain, 37), (self.framed, 15), (self.spoken, 15), (self.background, 19),
            (self.swapped, 5), (self.apart, 4), (self.inside, 5),
        ]  # fmt: skip
        types = sorted(self.book.phrases)
        out: dict[str, Written] = {}
        while len(out) < count:
            make = self.rng.choices([kind for kind, _ in kinds], [share for _, share in kinds])[0]
            example = make(self.rng.choice(types))
            if example is not None:
                out.setdefault(example.text, example)
        return list(out.values())

    def plain(self, type_: str) -> Written | None:
        """A phrase of the books."""
        return self._told(self.rng.choice(self.book.phrases[type_]))

    def framed(self, type_: str) -> Written | None:
        """A frame of the codebook."""
        found = self.book.frames.get(type_)
        return self._told(self.rng.choice(found)) if found else None

    def spoken(self, _type: str) -> Written | None:
        """An act to come, or a supposed or judged one, inside a speech act that sets the type."""
        pick = self.rng.choice
        way = pick(sorted(_WAYS))
        type_, inner_types, form = _WAYS[way]
        phrase = self._inner(inner_types)
        words = pick(self.book.speech[way])
        if "{R}" not in form:
            agent = self._party("A", phrase.type)
            act = self._gerund(phrase) if "{doing}" in form else self._base(phrase)
            clause = f"{agent} {self._speak(words, agent)} {act}"
        else:
            agent = self._mark("A", self.namer.phrase(pick(self.book.agents[type_])))
            recipient = self._mark("R", self.namer.phrase(pick(self.book.recipients["REQUEST"])))
            inner = Phrase(phrase.type, phrase.mode, _RECIPIENT.sub(lambda m: f"{{X:{m[1] or 'state'}}}", phrase.text))
            act = (pick(listed("decisions")) if "{decision}" in form else form).replace("{R}", recipient)
            for slot, put in (("{do}", self._base), ("{doing}", self._gerund)):
                if slot in act:
                    act = act.replace(slot, put(inner))
            clause = f"{agent} {self._speak(words, agent)} {act}"
        return self._finish(clause, type_, None, "happened")

    def inside(self, _type: str) -> Written | None:
        """The inner act of such a speech act: its own trigger tells."""
        way = self.rng.choice(("willing", "refusing", "threatening"))
        phrase = self._inner(_HOSTILE if way == "threatening" else _COOPERATIVE)
        agent = self._party("A", phrase.type)
        verb, *rest = phrase.text.split(" ")
        said = self._said(self.rng.choice(self.book.speech[way]), agent)
        clause = f"{agent} {said} {self._mark('T', verb)} {self._filled(' '.join(rest), phrase)}"
        statuses: dict[str, Status] = {"willing": "planned", "refusing": "negated", "threatening": "possible"}
        return self._finish(clause, phrase.type, phrase.mode, statuses[way], told=True)

    def swapped(self, type_: str) -> Written | None:
        """The parties the wrong way round: no event of that agent on that recipient."""
        if type_ in _RECIPROCAL or type_ == "NONE":
            return None
        phrase = self.rng.choice(self.book.phrases[type_])
        if phrase.whole:
            return None
        clause, _ = self._clause(phrase)
        exchange = {f"{OPEN}A": f"{OPEN}R", f"{OPEN}R": f"{OPEN}A"}
        clause = re.sub(f"{OPEN}[AR]", lambda m: exchange[m[0]], clause)
        return self._finish(clause, "NONE", None, "happened")

    def apart(self, type_: str) -> Written | None:
        """One party of an act, and somebody of whom the sentence tells something else."""
        phrase = self.rng.choice(self.book.phrases[type_])
        clause, status = self._clause(phrase)
        lost = self.rng.choice("AR")
        clause = re.sub(f"{OPEN}{lost}(.*?){CLOSE}", r"\1", clause)
        third = self._mark(
            lost, self.namer.phrase(self.rng.choice(("state", "leader", "gov", "igo", "civ", "opp", "bus")))
        )
        joint = self.rng.choice(listed("joints"))
        return self._finish(clause + joint.format(third), "NONE", None, status)

    def background(self, type_: str) -> Written | None:
        """An event told by the way, in a clause or phrase of a sentence that is about another; it may lack a party."""
        if type_ == "NONE":
            return None
        make = self.rng.choice((self._subordinate, self._nominal, self._nominal, self._relative, self._participle))
        made = make(type_)
        if made is None:
            return None
        clause, phrase, status = made
        if self.rng.random() < _ONE_PARTY:
            clause = re.sub(f"{OPEN}{self.rng.choice('AAR')}(.*?){CLOSE}", r"\1", clause)
        return self._finish(clause, type_, phrase.mode, status)

    def _subordinate(self, type_: str) -> tuple[str, Phrase, Status] | None:
        phrase = self.rng.choice(self.book.phrases[type_])
        clause, status = self._clause(phrase)
        word = self.rng.choice(listed("conjunctions"))
        main = self._other_clause(type_)
        if self.rng.random() < 0.3:
            return f"{word} {clause}, {main}", phrase, status
        return f"{main} {word} {clause}", phrase, status

    def _nominal(self, type_: str) -> tuple[str, Phrase, Status] | None:
        """ "since {A}'s invasion of {R}", "despite the embargo on {R}"."""
        found = [p for p in self.book.frames.get(type_, ()) if p.whole]
        if not found:
            return None
        phrase = self.rng.choice(found)
        text = phrase.text.replace(" {after}", "")
        if " by {A}" in text and self.rng.random() < 0.6:
            text = re.sub(r"^<(?:an?) (.*)> by \{A\}", r"the <\1>", text)
        elif text.startswith("{A}'s") and self.rng.random() < 0.4:
            text = re.sub(r"^(\{A\}'s <.*?)(?: \w+)?> \{R\}", r"\1>", text)
        named = self._filled(text.replace("<", f"{OPEN}T").replace(">", CLOSE), phrase)
        word = self.rng.choice(listed("nominal_joints"))
        main = self._other_clause(type_)
        if self.rng.random() < 0.3 and not word.startswith(("and ", "to ")):
            return f"{word} {named}, {main}", phrase, "happened"
        return f"{main} {word} {named}", phrase, "happened"

    def _relative(self, type_: str) -> tuple[str, Phrase, Status] | None:
        """ "{A}, which invaded {R}, …"."""
        phrase = self._inner((type_,))
        agent = self._party("A", type_)
        verb, _, rest = phrase.text.partition(" ")
        who = self.rng.choice(("which", "who", "which has long been at odds with the West and"))
        told = f"{agent}, {who} {self._mark('T', forms(verb).past)} {rest}"
        return self._filled(f"{told}, {self._other_deed(type_)}", phrase), phrase, "happened"

    def _participle(self, type_: str) -> tuple[str, Phrase, Status] | None:
        """ "Invaded by {A}, {R} …", "{R}, which was invaded by {A}, …"."""
        phrase = self._inner((type_,))
        verb, _, rest = phrase.text.partition(" ")
        slot = _RECIPIENT.match(rest)
        if slot is None or rest[slot.end() :].startswith("'s"):
            return None
        agent, recipient = self._party("A", type_), self._filled(slot[0], phrase)
        done = f"{self._mark('T', forms(verb).participle)} by {agent} {rest[slot.end() :].strip()}".strip()
        deed = self._other_deed(type_)
        clause = self.rng.choice(
            (f"{done}, {recipient} {deed}", f"{recipient}, {done}, {deed}", f"{recipient}, who was {done}, {deed}")
        )
        return self._filled(clause, phrase), phrase, "happened"

    def _other_clause(self, type_: str) -> str:
        """A clause about something else, nothing in it marked."""
        other = self.rng.choice([name for name in self.book.phrases if name != type_])
        clause, _ = self._clause(self.rng.choice(self.book.phrases[other]))
        return _MARK.sub("", clause)

    def _other_deed(self, type_: str) -> str:
        phrase = self._inner([name for name in self.book.phrases if name != type_])
        verb, _, rest = phrase.text.partition(" ")
        return _MARK.sub("", self._filled(f"{forms(verb).past} {rest}", phrase))

    def _relief(self, type_: str) -> str:
        """Another deed of a party, at the sentence's end; nothing in it is marked."""
        mould = self.rng.choice(listed("reliefs"))
        phrase = self._inner([name for name in self.book.phrases if name not in (type_, "NONE")])
        verb, _, rest = phrase.text.partition(" ")
        form = forms(verb)
        told = {"{did}": form.participle if "had {did}" in mould else form.past, "{doing}": form.gerund}
        slot = next(slot for slot in told if slot in mould)
        return _MARK.sub("", self._filled(mould.replace(slot, f"{told[slot]} {rest}"), phrase))

    # --- clauses

    def _told(self, phrase: Phrase) -> Written | None:
        clause, status = self._clause(phrase)
        return self._finish(clause, phrase.type, phrase.mode, status)

    def _clause(self, phrase: Phrase) -> tuple[str, Status]:
        """The clause with its parties and trigger marked, and its status."""
        if phrase.whole:
            text = phrase.text.replace("<", f"{OPEN}T", 1).replace(">", CLOSE, 1).replace("<", "").replace(">", "")
            text = text.replace("{after}", self.rng.choice(listed("aftermath")))
            return self._filled(text, phrase), "happened"
        agent = self._party("A", phrase.type)
        verb, _, rest = phrase.text.partition(" ")
        if rest.startswith("{R") and verb not in ("be", "have", "say", "leave") and self.rng.random() < 0.25:
            return self._passive(agent, verb, rest, phrase)
        if self.rng.random() < 0.15 and (turned := self._object_first(agent, verb, rest, phrase)) is not None:
            return turned
        before, word, status = self._tense(verb, agent)
        head, bar, tail = rest.partition("{R")
        words = head.split()
        trigger = f"{word} {head}".strip() if len(words) <= 4 else word
        left = "" if len(words) <= 4 else head
        subject = agent if before is None else f"{agent} {before}"
        clause = f"{subject} {self._mark('T', trigger)} {left}{bar}{tail}"
        return self._filled(clause, phrase), status

    def _tense(self, verb: str, agent: str) -> tuple[str | None, str, Status]:
        """What stands before the verb, the verb's form, and the status that they give."""
        f = forms(verb)
        many = _many(agent)
        has, is_, was = ("have", "are", "were") if many else ("has", "is", "was")
        choices: list[tuple[str | None, str, Status, float]] = [
            (None, "were" if f.past == "was" and many else f.past, "happened", 46),
            (has, f.participle, "happened", 14),
            (None, verb if many and verb != "be" else "are" if many else f.third, "happened", 8),
            (is_, f.gerund, "ongoing", 5),
            (f"{has} been", f.gerund, "ongoing", 2),
            ("will", f.base, "planned", 4),
            (f"{is_} to", f.base, "planned", 2),
            ("plans to" if not many else "plan to", f.base, "planned", 2),
            (f"{has} decided to", f.base, "planned", 2),
            ("may", f.base, "possible", 1),
            ("could", f.base, "possible", 1),
            ("did not", f.base, "negated", 3),
            (f"{has} not", f.participle, "negated", 1),
            ("said on {day} it had", f.participle, "happened", 3),
            ("says it has", f.participle, "happened", 1),
            (f"{was} reported to have", f.participle, "happened", 1),
            ("continued to", f.base, "ongoing", 1),
            ("had", f.participle, "happened", 3),
            ("again", f.past, "happened", 1),
            ("reportedly", f.past, "happened", 1),
            ("on {day}", f.past, "happened", 4),
        ]
        before, word, status, _ = self.rng.choices(choices, [choice[3] for choice in choices])[0]
        return (before if before is None else self.namer.fill(before)), word, status

    def _passive(self, agent: str, verb: str, rest: str, phrase: Phrase) -> tuple[str, Status]:
        slot = _RECIPIENT.match(rest)
        assert slot is not None
        after = rest[slot.end() :].strip()
        if after.startswith("'s"):
            return self._filled(f"{agent} {self._mark('T', forms(verb).past)} {rest}", phrase), "happened"
        recipient = self._filled(slot[0], phrase)
        many = _many(recipient)
        was, has, is_ = ("were", "have", "are") if many else ("was", "has", "is")
        plain: list[tuple[str, Status]] = [(was, "happened"), (f"{has} been", "happened")]
        rarer: list[tuple[str, Status]] = [
            (f"{is_} being", "ongoing"),
            ("will be", "planned"),
            (f"{was} not", "negated"),
        ]
        auxiliary, status = self.rng.choice([*plain, *rarer] if self.rng.random() < 0.3 else plain)
        trigger = self._mark("T", forms(verb).participle)
        if self.rng.random() < _ONE_PARTY / 2:
            return self._filled(f"{recipient} {auxiliary} {trigger} {after}", phrase), status
        tail = f"by {agent} {after}" if self.rng.random() < 0.5 else f"{after} by {agent}"
        return self._filled(f"{recipient} {auxiliary} {trigger} {tail}", phrase), status

    def _object_first(self, agent: str, verb: str, rest: str, phrase: Phrase) -> tuple[str, Status] | None:
        """ "impose sanctions on R" → "sanctions on R were imposed by A"; None where the phrase has no such object."""
        words = rest.split()
        cut = next((i for i, word in enumerate(words) if word in listed("prepositions")), 0)
        if (
            not 1 <= cut <= 4
            or "{R" not in words[min(cut + 1, len(words) - 1)]
            or words[0] in ("up", "out", "down", "off", "itself", "away")
        ):
            return None
        thing = " ".join(words[:cut]).replace("its ", "the ")
        many = thing.endswith("s")
        participle = self._mark("T", forms(verb).participle)
        where = " ".join(words[cut:])
        was = "were" if many else "was"
        if self.rng.random() < 0.5:
            return self._filled(f"{thing} {where} {was} {participle} by {agent}", phrase), "happened"
        return self._filled(f"{thing} {was} {participle} {where} by {agent}", phrase), "happened"

    def _inner(self, types: Sequence[str]) -> Phrase:
        while True:
            phrase = self.rng.choice(self.book.phrases[self.rng.choice(types)])
            if not phrase.whole and not phrase.text.startswith("be "):
                return phrase

    def _base(self, phrase: Phrase) -> str:
        return self._filled(phrase.text, phrase)

    def _gerund(self, phrase: Phrase) -> str:
        verb, _, rest = phrase.text.partition(" ")
        return self._filled(f"{forms(verb).gerund} {rest}", phrase)

    def _speak(self, words: str, agent: str) -> str:
        return self._mark("T", self._said(words, agent))

    def _said(self, words: str, agent: str) -> str:
        verb, _, rest = words.partition(" ")
        f = forms(verb)
        many = _many(agent)
        if verb in ("will", "would", "cannot"):
            return words
        if verb == "be":
            said = self.rng.choice(("are", "were")) if many else self.rng.choice(("is", "was"))
        else:
            said = self.rng.choices(
                (f.past, f"{'have' if many else 'has'} {f.participle}", f.base if many else f.third), (7, 2, 1)
            )[0]
        if rest and verb in ("say", "announce", "warn") and self.rng.random() < 0.4:
            said = f"{said} on {self.namer.fill('{day}')}"
        return f"{said} {rest}".strip()

    # --- fillings

    def _party(self, role: str, type_: str) -> str:
        kinds = self.book.agents[type_] if role == "A" else self.book.recipients[type_]
        return self._mark(role, self.namer.phrase(self.rng.choice(kinds)))

    def _mark(self, role: str, text: str) -> str:
        if role != "T" and text.startswith("the ") and self.rng.random() < 0.3:
            return f"the {OPEN}{role}{text[4:]}{CLOSE}"
        return f"{OPEN}{role}{text}{CLOSE}"

    def _filled(self, text: str, phrase: Phrase) -> str:
        recipients = self.book.recipients[phrase.type]
        agents = self.book.agents[phrase.type]

        def recipient(found: re.Match[str]) -> str:
            return self._mark("R", self.namer.phrase(found[1] or self.rng.choice(recipients)))

        def other(found: re.Match[str]) -> str:
            if found[1] == "A":
                return self._mark("A", self.namer.phrase(found[2] or self.rng.choice(agents)))
            return self.namer.phrase(found[2] or "state")

        return self.namer.fill(_OTHER.sub(other, _RECIPIENT.sub(recipient, text)))

    def _finish(
        self, clause: str, type_: str, mode: str | None, status: Status, *, told: bool = False
    ) -> Written | None:
        opening = self.namer.fill(self.rng.choice(self.book.speech["openings"]))
        aside = self.namer.fill(self.rng.choice(self.book.speech["asides"])) if " on " not in opening[:4] else ""
        ending = (
            self._relief(type_) if self.rng.random() < _RELIEF else self.namer.fill(self.rng.choice(listed("endings")))
        )
        text = re.sub(r" +", " ", f"{opening}{clause}{aside}{ending}").strip()
        spans: dict[str, list[int]] = {}
        out: list[str] = []
        length, last, open_roles = 0, 0, []
        for found in _MARK.finditer(text):
            piece = text[last : found.start()]
            out.append(piece)
            length += len(piece)
            last = found.end()
            if found[1]:
                open_roles.append(found[1])
                spans[found[1]] = [length, length]
            else:
                spans[open_roles.pop()][1] = length
        out.append(text[last:])
        plain = "".join(out)
        if "T" not in spans or not spans.keys() & {"A", "R"}:
            return None
        for span in spans.values():
            while span[1] > span[0] and plain[span[1] - 1] == " ":
                span[1] -= 1
        plain = plain[0].upper() + plain[1:] + ("" if plain.endswith((".", '"')) else ".")
        return Written(
            plain, _span(spans, "A"), _span(spans, "R"), _span(spans, "T"), type_, mode, status, told or len(spans) < 3
        )  # fmt: skip


def _span(spans: Mapping[str, list[int]], role: str) -> Span | None:
    found = spans.get(role)
    return None if found is None else (found[0], found[1])


def _many(party: str) -> bool:
    """Whether a noun phrase asks for a plural verb."""
    plain = _MARK.sub("", party)
    head = re.split(r",| (?:in|of|from|at|near|on|to|carrying) ", plain)[0].split()[-1]
    return (
        " and " in plain
        or head.lower() in listed("plurals")
        or (head.endswith("s") and head.islower() and not head.endswith("ss"))
    )
