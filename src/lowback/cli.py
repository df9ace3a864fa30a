"""The command line: a client of the library like any other."""

from __future__ import annotations  # so that `--help` does not load the model

import json
import os
import shutil
import sys
from argparse import Action, ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from textwrap import fill
from time import monotonic, sleep
from typing import Any, TypeAlias

from attrs import evolve

import lowback
from lowback import _kept
from lowback._source.reading import read_file, read_raw
from lowback.picture import Picture
from lowback.vocabulary import (
    AgeGroup,
    CautionKey,
    Direction,
    Effort,
    EquipmentId,
    Hurting,
    Kind,
    Phase,
    Position,
    RegionId,
    Settled,
    Since,
    Stopped,
    Urgency,
    Weekday,
    Where,
)

__all__ = ["main"]

_Command: TypeAlias = "Callable[[Namespace], int]"
_Progress: TypeAlias = "Callable[[int, int], None]"
_Found: TypeAlias = "lowback.Routine | lowback.Catalog | lowback.Exercise"

_NARROWEST, _WIDEST = 40, 80
_MANY_FILES = 20
"""From this many on, reading them takes long enough to be shown."""
_OTHERS = {
    "exercemus": "exercemus",
    "exercisedb": "exercisedb",
    "free-exercise-db": "free_exercise_db",
    "mapped": "mapped",
    "pierre": "pierre",
    "wger": "wger",
    "csv": "table",
}
"""The formats of other catalogs, and the modules of `lowback.importers` that read them."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    0 when all went well; 1 when what was asked cannot be done, or a catalog has errors; 2 when no command
    was given, or a file cannot be read. A wrong option raises `SystemExit` with code 2, as argparse does.

    >>> main(["list", "--positions", "kneeling"])
    id           kind     position  difficulty
    childs-pose  stretch  kneeling  2
    0
    """
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.version:
        return _print(f"lowback {_version()}\n")
    if arguments.command is None:
        parser.print_help(sys.stderr)
        return 2
    command: _Command = arguments.command
    try:
        return command(arguments)
    except (lowback.LowbackError, ValueError) as error:
        return _fail(error)


# Commands ----------------------------------------------------------------------------------------


def _compose(arguments: Namespace) -> int:
    return _show_found(lowback.compose(_brief(arguments)), arguments)


def _brief(arguments: Namespace) -> lowback.Brief:
    minutes = arguments.minutes if arguments.seconds is None else lowback.Brief.of_seconds(arguments.seconds).minutes
    return lowback.Brief(
        minutes,
        arguments.mix,
        positions=arguments.positions or None,
        equipment=arguments.equipment,
        cautions=arguments.cautions,
        focus=arguments.focus,
        prefer=_ids(arguments.prefer),
        flare_up=arguments.flare_up,
        max_difficulty=arguments.max_difficulty,
        include=_ids(arguments.include),
        exclude=_ids(arguments.exclude),
        limited_mobility=arguments.limited_mobility,
        seed=arguments.seed,
    )


def _play(arguments: Namespace) -> int:
    """0 at the end, 130 when it was stopped from the keyboard, as shells have it; or a page that plays it."""
    from lowback._words import Label, Words, clock  # noqa: PLC0415  # so that `--help` does not load the model

    routine = lowback.compose(_brief(arguments))
    if arguments.output is not None:
        return _written(arguments.output, lowback.render.html.render(routine, player=True).encode())
    from lowback import _terminal  # noqa: PLC0415  # so that `--help` does not load the model

    if _terminal.can_follow():
        return _followed(routine, arguments)
    timeline = lowback.Timeline.of(routine, arguments.detail)
    player = lowback.Player(timeline)
    second = 0
    started = monotonic()
    try:
        _put(_before(timeline.routine))
        with _bar("playing", shown=sys.stdout.isatty()) as bar:
            for second in range(timeline.seconds):
                sleep(max(0, started + second / arguments.speed - monotonic()))
                moment = player.at(second)
                if moment.cue is not None and moment.elapsed == 0:
                    _put(_told(moment.cue, timeline))
                if bar is not None:
                    bar(second, timeline.seconds)
            sleep(max(0, started + timeline.seconds / arguments.speed - monotonic()))
        _put(f"{clock(timeline.seconds):>6}  {Words.of(routine).label(Label.END)}\n")
    except KeyboardInterrupt:
        sys.stderr.write(f"stopped at {clock(second)}\n")
        return 130
    except OSError as error:
        return _unwritable(error)
    return 0


def _followed(routine: lowback.Routine, arguments: Namespace, session: int = 1) -> int:
    """On a terminal it asks before and after, and has keys; 130 when it was ended before its end."""
    from lowback import _terminal  # noqa: PLC0415  # so that `--help` does not load the model

    def save(account: _terminal.Account) -> str:
        return _kept.save(account.report(session, datetime.now().astimezone().date()), Path()).name

    try:
        with _terminal.keys_of_terminal() as keys:
            follower = _terminal.Follower(routine, arguments.detail, keys, _put, _width, save, speed=arguments.speed)
            return 0 if follower.follow() else 130
    except KeyboardInterrupt:
        _put("\n")
        return 130
    except OSError as error:
        return _unwritable(error)


def _before(routine: lowback.Routine) -> str:
    """What has to be known before somebody moves."""
    from lowback._words import Label, Words  # noqa: PLC0415  # so that `--help` does not load the model

    words = Words.of(routine)
    parts = [fill(words.review, _width()) + "\n"]
    if routine.message is not None:
        parts.append(fill(words.labelled(Label.GOOD_TO_KNOW, routine.message.text), _width()) + "\n")
    lists = dict(words.questions(routine.red_flags))
    lists[words.heading_line(Label.WHEN_TO_STOP)] = [rule.text for rule in routine.stop_rules]
    parts += [f"{fill(lead, _width())}\n{_bullets(texts)}" for lead, texts in lists.items() if texts]
    return "\n".join(parts) + "\n"


def _bullets(texts: Iterable[str]) -> str:
    return "".join(fill(text, _width(), initial_indent="- ", subsequent_indent="  ") + "\n" for text in texts)


def _told(cue: lowback.timeline.Cue, timeline: lowback.Timeline) -> str:
    """A line for the cue; under the first of an exercise what there is no time to say."""
    from lowback._words import clock  # noqa: PLC0415  # so that `--help` does not load the model

    lines = [f"{clock(cue.start):>6}  {cue.spoken}"]
    if cue.start == 0 or timeline.at(cue.start - 1).item_index != cue.item_index:
        lines += [f"{'':8}{line}" for index, line in timeline.unsaid if index == cue.item_index]
    if sys.stdout.isatty():
        lines = [fill(line, _width(), subsequent_indent=" " * 8) for line in lines]
    return "\n".join(lines) + "\n"


def _list(arguments: Namespace) -> int:
    found = lowback.default_catalog().where(
        kind=arguments.kind or None,
        phase=arguments.phase or None,
        positions=arguments.positions or None,
        directions=arguments.directions or None,
        equipment=arguments.equipment,
        cautions=arguments.cautions,
        focus=arguments.focus or None,
        max_difficulty=arguments.max_difficulty,
        needs_floor=False if arguments.no_floor else None,
        safe_for_flare_up=True if arguments.flare_up else None,
        text=arguments.text,
    )
    return _show_found(found, arguments)


def _show(arguments: Namespace) -> int:
    catalog = _catalog(arguments)
    return _show_found(catalog.resolve(arguments.name), arguments, catalog)


def _catalog(arguments: Namespace) -> lowback.Catalog:
    return lowback.load_catalog(arguments.catalog) if arguments.catalog else lowback.default_catalog()


def _show_found(found: _Found, arguments: Namespace, catalog: lowback.Catalog | None = None) -> int:
    return _print(_json(found) if arguments.json else _text(found, _width(), catalog))


def _validate(arguments: Namespace) -> int:
    """0 when nothing is found that counts, 1 when something is, 2 when a file cannot be read."""
    found: list[lowback.Diagnostic] = []
    unread: list[str] = []
    with _bar("reading") as bar:
        progress = None if bar is None else _from_many(bar)
        for path in arguments.paths:
            try:
                found += lowback.validate(path, progress=progress, solve=arguments.solve)
            except lowback.errors.MissingExtra as error:
                unread.append(f"{_quoted(path)}: {error}")
    writers = {"json": lowback.export.jsonl.dumps, "sarif": lowback.export.sarif.dumps, "text": _lines}
    _print(writers[arguments.format](found))
    counts = Counter(str(each.severity) for each in found)
    for message in unread:
        _fail(message)
    if arguments.format == "text" and (found or not unread):
        sys.stderr.write(_sum(counts))
    if unread or any(each.code in ("unreadable-file", "unknown-file") for each in found):
        return 2
    return 1 if counts["error"] or (arguments.strict and counts["warning"]) else 0


def _schema(arguments: Namespace) -> int:
    of = {
        "catalog": lowback.Catalog,
        "brief": lowback.Brief,
        "routine": lowback.Routine,
        "timeline": lowback.Timeline,
        "picture": Picture,
        "programme": lowback.Programme,
    }
    return _print(lowback.converters.schema(of[arguments.of]))


def _draw(arguments: Namespace) -> int:
    exercise = _catalog(arguments).resolve(arguments.name)
    if arguments.solve:
        exercise = _with_numbers(exercise)
    style = {"theme": arguments.theme, "look": arguments.look, "build": arguments.build, "mirrored": arguments.mirrored}
    if arguments.output is not None and arguments.output.suffix.casefold() == ".png":
        return _written(arguments.output, lowback.export.png.dumps(exercise, **style))
    text = lowback.render.svg.render(exercise, animated=arguments.animate, **style)
    if arguments.output is None:
        return _print(text)
    return _written(arguments.output, text.encode())


def _with_numbers(exercise: lowback.Exercise) -> lowback.Exercise:
    """The exercise with the poses of its own picture worked out."""
    from lowback.drawing import is_solved, solve  # noqa: PLC0415  # other commands need no figure

    picture = exercise.picture
    return exercise if picture is None or is_solved(picture) else evolve(exercise, picture=solve(picture))


def _handout(arguments: Namespace) -> int:
    output: Path | None = arguments.output
    ending = ".html" if output is None else output.suffix.casefold()
    if output is not None and ending not in _HANDOUTS:
        expected = ", ".join(_HANDOUTS)
        return _fail(f"cannot write {_quoted(output)}: expected a name that ends in {expected}")
    if output is not None and arguments.player and ending != ".html":
        return _fail(f"--player: got {_quoted(output)}, expected a name that ends in .html")
    content = _HANDOUTS[ending](lowback.compose(_brief(arguments)), arguments)
    return _print(content.decode()) if output is None else _written(output, content)


_HANDOUTS: dict[str, Callable[[lowback.Routine, Namespace], bytes]] = {
    ".html": lambda routine, chosen: lowback.render.html.render(routine, player=chosen.player).encode(),
    ".md": lambda routine, _: lowback.render.markdown.render(routine).encode(),
    ".pdf": lambda routine, _: lowback.export.pdf.dumps(routine),
    ".txt": lambda routine, _: lowback.render.text.render(routine).encode(),
}
"""What is written, by the ending of the file."""


def _written(path: Path, content: bytes) -> int:
    try:
        path.write_bytes(content)
    except OSError as error:
        return _fail(f"cannot write {_quoted(path)}: {error.strerror}")
    return 0


def _import(arguments: Namespace) -> int:
    """Write a folder of drafts; it must not be there yet, or be empty, so that nothing is overwritten."""
    folder: Path = arguments.output
    raw = read_raw(arguments.file)
    if isinstance(raw, lowback.Diagnostic):
        reason = raw.message.removeprefix("cannot read it: ")
        _fail(f"cannot read {_quoted(arguments.file)}: {reason}")
        return 2
    if (arguments.format == "mapped") != (arguments.mapping is not None):
        got = "none" if arguments.mapping is None else "one"
        return _fail(f"--mapping MAP: got {got}, expected one with mapped, and with nothing else")
    importer = getattr(lowback.importers, _OTHERS[arguments.format])
    how = () if arguments.mapping is None else (_mapping(arguments.mapping),)
    imported = importer.loads(raw, *how, name=str(arguments.file))
    if not imported.drafts:
        return _fail(f"no exercise could be read from {_quoted(arguments.file)}\n{imported.report()}")
    head = {"format": 1, "id": imported.id, "title": imported.title, "language": imported.language}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            _fail(f"cannot write to {_quoted(folder)}: got a folder with files, expected a new or empty one")
            return 2
        (folder / "exercises").mkdir()
        _write(folder / "catalog.json", head)
        for draft in imported.drafts:
            _write(folder / "exercises" / f"{draft.id}.json", draft.tree)
    except OSError as error:
        _fail(f"cannot write to {_quoted(folder)}: {_reason(error)}")
        return 2
    sys.stderr.write(f"drafts written: {len(imported.drafts)}; what they lack: lowback validate {_quoted(folder)}\n")
    return _print(imported.report() + "\n")


def _mapping(path: Path) -> object:
    """A mapping file, of any format that catalogs have; raises `InvalidDocument` that says what is wrong and where."""
    read = read_file(path)
    wrong = tuple(each for each in read.findings if each.severity == "error")
    if read.readable and not wrong:
        found = lowback.importers.mapped.check(read.tree)
        places = read.locations([(each.path, each.code) for each in found])
        wrong = tuple(evolve(each, location=places[each.path, each.code]) for each in found)
    if wrong:
        raise lowback.errors.InvalidDocument(wrong)
    return read.tree


def _write(path: Path, tree: object) -> None:
    path.write_text(json.dumps(tree, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def _lines(found: Iterable[lowback.Diagnostic]) -> str:
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return "".join(f"{_coloured(each) if coloured else each}\n" for each in found)


def _coloured(finding: lowback.Diagnostic) -> str:
    before, _, after = str(finding).partition(f"{finding.severity}: ")
    return f"{before}\x1b[{_COLOURS[finding.severity]}m{finding.severity}\x1b[0m: {after}"


_COLOURS = {"error": "1;31", "warning": "33", "note": "36"}


def _sum(counts: Mapping[str, int]) -> str:
    parts = [f"{counts[name]} {name}{'s' if counts[name] != 1 else ''}" for name in _COLOURS if counts[name]]
    return f"{', '.join(parts) or 'nothing to mend'}\n"


@contextmanager
def _bar(what: str, *, shown: bool = True) -> Generator[_Progress | None]:
    """A bar on a terminal, when `rich` is installed (extra `cli`); it appears with the first progress report."""
    if not shown or not sys.stderr.isatty():
        yield None
        return
    try:
        from rich.console import Console  # noqa: PLC0415  # an extra, and slow to load
        from rich.progress import Progress  # noqa: PLC0415
    except ImportError:
        yield None
        return
    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=None)

    def report(done: int, all_: int) -> None:
        bar.update(task, completed=done, total=all_)
        bar.start()

    try:
        yield report
    finally:
        bar.stop()


def _from_many(bar: _Progress) -> _Progress:
    def report(done: int, all_: int) -> None:
        if all_ >= _MANY_FILES:
            bar(done, all_)

    return report


def _ids(names: Iterable[str]) -> list[str]:
    """The ids of exercises that may be given by any of their names."""
    catalog = lowback.default_catalog()
    return [catalog.resolve(name).id for name in names]


# Programmes --------------------------------------------------------------------------------------


def _programme(act: _Command) -> _Command:
    """A command on the file of a programme; no error of it quotes what somebody has told."""

    def run(arguments: Namespace) -> int:
        try:
            return act(arguments)
        except lowback.errors.InvalidDocument as error:
            _fail(f"{_quoted(arguments.file)}: {lowback.programme.Change(rule='invalid-log').sentence}")
            sys.stderr.write("".join(f"  {each}\n" for each in error.diagnostics))
            return 2
        except lowback.errors.ImpossibleValue as error:
            return _fail(f"{error.place}: expected {error.problem.partition('expected ')[2]}")
        except lowback.errors.Refused:
            raise  # it says whom to see
        except lowback.errors.Infeasible as error:
            works = f"; what would work: {'; '.join(error.remedies)}" if error.remedies else ""
            return _fail(f"no session fits what is asked for{works}")
        except OSError as error:
            return _fail(f"cannot write {_quoted(arguments.file)}: {_reason(error)}")

    return run


def _programme_start(arguments: Namespace) -> int:
    if os.path.lexists(arguments.file):
        return _fail(f"{_quoted(arguments.file)} is there already; take another name, or forget it first")
    plan = lowback.Programme.start(
        _brief(arguments),
        weeks=arguments.weeks,
        days=arguments.days,
        start=arguments.start,
        usual_pain=arguments.usual_pain,
        since=arguments.since,
        where=arguments.where,
        age=arguments.age,
        usual_walk=arguments.usual_walk,
    )
    _kept.write(arguments.file, plan)
    return _print(_session_text(plan, plan.next))


def _programme_next(arguments: Namespace) -> int:
    """The next session in words, or as a page that plays it, and whose report is of that session."""
    plan = _kept.read(arguments.file)
    session = plan.next if arguments.day is None else plan.on(arguments.day)
    if arguments.output is None or session.routine is None:
        return _print(_session_text(plan, session))
    page = lowback.render.html.render(session.routine, player=True, session=session.number)
    return _written(arguments.output, page.encode())


def _programme_play(arguments: Namespace) -> int:
    """The next session on a terminal; in words where nobody sits at one, or where there is none."""
    from lowback import _terminal  # noqa: PLC0415  # so that `--help` does not load the model

    plan = _kept.read(arguments.file)
    session = plan.next if arguments.day is None else plan.on(arguments.day)
    if session.routine is None or not _terminal.can_follow():
        return _print(_session_text(plan, session))
    return _followed(session.routine, arguments, session.number)


def _programme_report(arguments: Namespace) -> int:
    """What is told, in the order of a log: a clinician agreed, a session, the day after it."""
    plan = _kept.read(arguments.file)
    if arguments.cleared is not None:
        plan = plan.cleared(arguments.cleared)
    if arguments.paused is not None:
        plan = plan.paused(arguments.paused)
    if arguments.recovered is not None:
        plan = plan.recovered(arguments.recovered)
    if arguments.read is not None:
        plan = plan.after(_saved(arguments.read))
    elif arguments.day is not None:
        plan = plan.after(_report(plan, arguments))
    if arguments.settled is not None:
        plan = plan.next_day(session=_number(plan, arguments), settled=arguments.settled, where=arguments.where_after)
    if arguments.screened is not None:
        plan = plan.screened(arguments.screened)
    _kept.write(arguments.file, plan)
    return _print(_session_text(plan, plan.next))


def _programme_change(arguments: Namespace) -> int:
    """What is named takes the place of what was asked for; the rest stays."""
    plan = _kept.read(arguments.file)
    told = {name: getattr(arguments, name) for name in ("minutes", "cautions", "equipment", "include", "exclude")}
    changes = {name: value for name, value in told.items() if value is not None}
    if not changes and arguments.days is None:
        return _fail(f"nothing to change; expected one of {', '.join(f'--{name}' for name in ('days', *told))}")
    for name in {"include", "exclude"} & changes.keys():
        changes[name] = _ids(changes[name])
    plan = plan.changed(evolve(plan.asked, **changes) if changes else None, days=arguments.days)
    _kept.write(arguments.file, plan)
    return _print(_session_text(plan, plan.next))


def _number(plan: lowback.Programme, arguments: Namespace) -> int:
    """The session that is meant: the last one of which nothing was told, unless another one is named."""
    number: int | None = arguments.session
    return len(plan.sessions) if number is None else number


def _saved(path: Path) -> lowback.programme.Report:
    """A report that a page has saved. No fault of it quotes what somebody has told."""
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
        return lowback.converters.structure(tree, lowback.programme.Report)
    except (OSError, ValueError) as error:
        where = f"--read {_quoted(path)}"
        raise lowback.errors.ImpossibleValue(where, "expected a report that a session has saved") from error


def _report(plan: lowback.Programme, arguments: Namespace) -> lowback.programme.Report:
    count = len(plan.sessions)
    told = {each.session for each in plan.reports}
    following = count + 1 if count in told or not count else count
    number = following if arguments.session is None else arguments.session
    return lowback.programme.Report(
        session=number,
        day=arguments.day,
        pain_before=arguments.pain_before,
        pain=arguments.pain,
        where=arguments.where,
        new=arguments.new,
        effort=arguments.effort,
        why_stopped=arguments.why_stopped,
        done=_done(plan, number, arguments),
        hurt=[lowback.programme.Hurt(*each) for each in arguments.hurt],
        flare_up=arguments.sore,
        easiest=arguments.easiest,
        ready=arguments.ready,
    )


def _done(plan: lowback.Programme, number: int, arguments: Namespace) -> dict[str, lowback.Dose] | None:
    """What was done of each exercise: as asked, or so many repetitions (seconds, minutes of nothing) in a set."""
    if arguments.done is None:
        return None
    asked_of = plan.sessions[number - 1] if number <= len(plan.sessions) else plan.on(arguments.day)
    asked = {each.exercise: each.dose for each in asked_of.doses}
    if "all" in dict(arguments.done):
        return asked
    done: dict[str, lowback.Dose] = {}
    for id_, amount in arguments.done:
        if id_ not in asked:
            problem = f"got {id_!r}, expected one of session {number}: {', '.join(asked)}"
            raise lowback.errors.ImpossibleValue("--done", problem, "not-in-session")
        name = "duration" if asked[id_].reps is None else "reps"
        if amount != 0:
            done[id_] = asked[id_] if amount is None else evolve(asked[id_], **{name: amount})
    return done


def _programme_show(arguments: Namespace) -> int:
    """Every session so far, and what was different in it."""
    from lowback._words import CourseWords, Words  # noqa: PLC0415  # so that `--help` does not load the model

    plan, words = _kept.read(arguments.file), CourseWords()
    lines: list[str] = []
    for each in plan.sessions:
        length = Words().time(each.seconds)
        lines.append(words.kept(each.number, each.day, length, len(each.items)))
        lines += [f"  {change.sentence}" for change in each.changes]
    return _print("".join(f"{line}\n" for line in (*lines, words.next(plan.next.day))))


def _programme_export(arguments: Namespace) -> int:
    """A sheet of the week, or a calendar; the name of the file tells which."""
    plan, output = _kept.read(arguments.file), arguments.output
    ending = output.suffix.casefold()
    if ending not in _EXPORTS:
        return _fail(f"cannot write {_quoted(output)}: expected a name that ends in {', '.join(_EXPORTS)}")
    return _written(output, _EXPORTS[ending](plan, arguments))


_EXPORTS: dict[str, Callable[[lowback.Programme, Namespace], bytes]] = {
    ".html": lambda plan, _: lowback.render.html.render(plan.week).encode(),
    ".ics": lambda plan, chosen: lowback.export.ical.of_programme(plan, at=chosen.at),
    ".md": lambda plan, _: lowback.render.markdown.render(plan.week).encode(),
    ".pdf": lambda plan, _: lowback.export.pdf.dumps(plan.week),
    ".txt": lambda plan, _: lowback.render.text.render(plan.week).encode(),
}
"""What is written, by the ending of the file."""


def _programme_forget(arguments: Namespace) -> int:
    _kept.forget(arguments.file)
    return 0


def _session_text(plan: lowback.Programme, session: lowback.programme.Session) -> str:
    """What is asked before a session, what is different in it, and the session."""
    from lowback._words import BY_RULE, CourseWords  # noqa: PLC0415  # so that `--help` does not load the model

    words = CourseWords()
    lines = [change.sentence for change in session.changes]
    lines += [BY_RULE] if lines else []
    if session.routine is None:
        return "".join(fill(line, _width()) + "\n" for line in lines)
    catalog = lowback.default_catalog()
    head = [words.heading(session.number, session.week, session.day)]
    head += [words.asked_of_all() if session.screening else words.asked_before()]
    settled = {each.next_day.session for each in plan.log if each.next_day is not None}
    last = len(plan.sessions)
    head += [words.asked_of_next_day(last)] if last and last not in settled else []
    offers = [words.offer(catalog[id_].name for id_ in session.offers)] if session.offers else []
    text = "\n".join(fill(line, _width()) for line in (*head, *lines, *offers))
    return f"{text}\n\n{lowback.render.text.render(session.routine, width=_width())}"


# Paper -------------------------------------------------------------------------------------------


def _text(found: _Found, width: int, catalog: lowback.Catalog | None) -> str:
    if isinstance(found, lowback.Catalog):
        return _table(found, width)
    return lowback.render.text.render(found, width=width, catalog=catalog)


def _json(found: object) -> str:
    """ASCII only, so that it reads the same in every terminal and file."""
    return json.dumps(lowback.converters.unstructure(found), indent=2) + "\n"


def _table(catalog: lowback.Catalog, width: int) -> str:
    """One line for each exercise, in as many columns as fit."""
    rows = [("id", "kind", "position", "difficulty")]
    rows += [(each.id, each.kind, each.position, str(each.difficulty)) for each in catalog.values()]
    if len(rows) == 1:
        return "No exercise fits.\n"
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    while len(widths) > 1 and sum(widths) + 2 * (len(widths) - 1) > width:
        widths.pop()
    lines = ("  ".join(word.ljust(wide) for word, wide in zip(row, widths, strict=False)).rstrip() for row in rows)
    return "\n".join(lines) + "\n"


def _width() -> int:
    """Of the terminal, within what can be read well; 80 when there is none."""
    return min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)


def _print(text: str) -> int:
    try:
        _put(text)
    except OSError as error:
        return _unwritable(error)
    return 0


def _put(text: str) -> None:
    """Write to standard output, with `?` for letters that it cannot show."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


def _unwritable(error: OSError) -> int:
    """A reader that left is no error."""
    # Python flushes once more on its way out; into nothing, so that it does not complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0 if isinstance(error, BrokenPipeError) else _fail(f"cannot write the output: {error.strerror}")


def _quoted(path: Path) -> str:
    """The name of a file; in quotes when a terminal might obey it."""
    name = str(path)
    return name if name.isprintable() else json.dumps(name)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


def _fail(message: object) -> int:
    sys.stderr.write(f"lowback: error: {message}\n")
    return 1


def _version() -> str:
    try:
        return version("lowback")
    except PackageNotFoundError:
        return "(not installed)"


# Options -----------------------------------------------------------------------------------------


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="lowback",
        description="Lower-back exercises, and routines that last exactly as long as asked. "
        "No clinician has reviewed the content; it is information, not medical advice.",
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    words = "\n\n".join(
        fill(f"{name}: {', '.join(words)}", 78, subsequent_indent="  ", break_on_hyphens=False)
        for name, words in {"equipment": EquipmentId, "cautions": CautionKey, "focus": RegionId}.items()
    )

    def command(name: str, what: str, run: _Command, *, words: str = "", json: bool = True) -> ArgumentParser:
        sub = commands.add_parser(
            name, help=what, description=what, epilog=words, formatter_class=RawDescriptionHelpFormatter
        )
        sub.set_defaults(command=run)
        if json:
            sub.add_argument("--json", action="store_true", help="print JSON instead of text")
        return sub

    compose = command("compose", "Compose a routine and print it.", _compose, words=words)
    _add_brief(compose)

    play = command("play", "Compose a routine and say what to do, second by second.", _play, words=words, json=False)
    _add_brief(play)
    _add_playing(play)
    play.add_argument(
        "-o", "--output", type=_path, metavar="FILE", help="write a page that plays it in a browser instead (.html)"
    )

    handout = command(
        "handout",
        "Compose a routine and write it with pictures, to print or to send.",
        _handout,
        words=words,
        json=False,
    )
    handout.add_argument(
        "-o",
        "--output",
        type=_path,
        metavar="FILE",
        help=".html, .md, .pdf (with the extra pdf) or .txt; default: print HTML",
    )
    handout.add_argument("--player", action="store_true", help="a page that leads through it second by second (HTML)")
    _add_brief(handout)

    listing = command("list", "List the exercises that fit.", _list, words=words)
    for option, enum in {"--kind": Kind, "--phase": Phase, "--directions": Direction}.items():
        _add_words(listing, option, "WORD", f"any of {', '.join(enum)}")
    _add_filters(listing)
    _add_words(listing, "--focus", "R", "any of these regions")
    listing.add_argument("--max-difficulty", type=int, metavar="N", help="1 to 5")
    listing.add_argument("--no-floor", action="store_true", help="only what needs no floor")
    listing.add_argument("--flare-up", action="store_true", help="only light, supported work that suits a sore day")
    listing.add_argument("--text", metavar="WORDS", help="words in the id, a name or the summary")

    show = command("show", "Show one exercise.", _show)
    show.add_argument("name", metavar="NAME", help="id, name or other name, such as bird-dog or 'cat cow'")
    _add_catalog(show)

    draw = command("draw", "Draw an exercise as SVG, or as PNG with the extra png.", _draw, json=False)
    draw.add_argument("name", metavar="NAME", help="id, name or other name")
    _add_drawing(draw)
    _add_catalog(draw)

    validate = command("validate", "Find everything that is wrong with catalogs.", _validate, json=False)
    validate.add_argument(
        "paths",
        nargs="+",
        type=_path,
        metavar="PATH",
        help="a file (.json, .toml, .yaml), or a folder that is one catalog",
    )
    validate.add_argument(
        "--format", choices=["text", "json", "sarif"], default="text", help="text (default), JSON lines, or SARIF 2.1.0"
    )
    validate.add_argument("--strict", action="store_true", help="warnings count as errors")
    validate.add_argument(
        "--solve", action="store_true", help="work out the poses of pictures, to find what a body cannot do (slow)"
    )

    weeks = "Weeks of sessions that progress, ease and stop by rule, kept in one file."
    _add_programme(commands.add_parser("programme", help=weeks, description=weeks), words)

    schema = command("schema", "Print the JSON Schema of catalog documents, or of another value.", _schema, json=False)
    schema.add_argument(
        "of",
        nargs="?",
        choices=["catalog", "brief", "routine", "timeline", "picture", "programme"],
        default="catalog",
        help="what is described (default: catalog)",
    )

    others = command("import", "Turn another catalog into drafts, and report what is lost.", _import, json=False)
    others.add_argument("format", choices=[*_OTHERS], metavar="FORMAT", help=f"one of {', '.join(_OTHERS)}")
    others.add_argument("file", type=_path, metavar="FILE", help="the other catalog")
    others.add_argument(
        "--mapping", type=_path, metavar="MAP", help="for mapped: JSON, TOML or YAML that says where our fields are"
    )
    others.add_argument(
        "-o", "--output", required=True, type=_path, metavar="DIR", help="folder for the drafts; it must not have any"
    )
    return parser


def _add_programme(programme: ArgumentParser, words: str) -> None:
    """The commands on a programme in a file."""
    programme.set_defaults(command=_helped(programme))
    acts = programme.add_subparsers(title="commands", metavar="COMMAND")

    def act(name: str, what: str, run: _Command, epilog: str = "") -> ArgumentParser:
        sub = acts.add_parser(
            name, help=what, description=what, epilog=epilog, formatter_class=RawDescriptionHelpFormatter
        )
        sub.set_defaults(command=_programme(run))
        sub.add_argument("file", type=_path, metavar="FILE", help="the file of the programme (JSON)")
        return sub

    start = act("start", "Begin a programme, and show its first session.", _programme_start, words)
    start.add_argument("--weeks", type=_from(1), required=True, metavar="N", help="how many weeks")
    start.add_argument(
        "--days", type=_one_of(Weekday), nargs="+", required=True, metavar="DAY", help=f"of {', '.join(Weekday)}"
    )
    start.add_argument("--start", type=_day, required=True, metavar="DAY", help="the first day, such as 2027-01-04")
    start.add_argument(
        "--usual-pain", type=_from(0, 10), required=True, metavar="N", help="pain on an ordinary day, 0 to 10"
    )
    asked: tuple[tuple[str, type[StrEnum], StrEnum, str], ...] = (
        ("--since", Since, Since.OVER_12_WEEKS, "how long the back has hurt"),
        ("--where", Where, Where.BACK, "where it hurts on an ordinary day"),
        ("--age", AgeGroup, AgeGroup.ADULT, "how old the person is"),
    )
    for option, enum, default, help_ in asked:
        listed = f"{help_}: {', '.join(enum)} (default: {default})"
        start.add_argument(option, type=_one_of(enum), default=default, metavar="WORD", help=listed)
    start.add_argument("--usual-walk", type=_from(1), metavar="N", help="minutes of a usual walk")
    _add_brief(start)

    following = act("next", "Show the next session.", _programme_next)
    following.add_argument("--day", type=_day, metavar="DAY", help="the day on which it is done, if not as planned")
    following.add_argument(
        "-o", "--output", type=_path, metavar="FILE", help="write a page that plays it in a browser instead (.html)"
    )

    playing = act("play", "Play the next session on a terminal, and save what is told of it.", _programme_play)
    playing.add_argument("--day", type=_day, metavar="DAY", help="the day on which it is done, if not as planned")
    _add_playing(playing)

    report = act("report", "Tell how a session was, and show the next one.", _programme_report)
    report.add_argument("--day", type=_day, metavar="DAY", help="the day on which it was done")
    report.add_argument("--session", type=_from(1), metavar="N", help="its number (default: the next one to tell of)")
    report.add_argument(
        "--read", type=_path, metavar="FILE", help="a report that a session has saved, in a browser or on a terminal"
    )
    report.add_argument("--pain-before", type=_from(0, 10), metavar="N", help="pain before it, 0 to 10")
    report.add_argument("--pain", type=_from(0, 10), metavar="N", help="the worst pain during it, 0 to 10")
    told: tuple[tuple[str, type[StrEnum], str], ...] = (
        ("--where", Where, "where it hurt"),
        ("--new", Urgency, "how urgent a new sign is; never which one"),
        ("--effort", Effort, "how hard it felt"),
        ("--why-stopped", Stopped, "why something was left out"),
        ("--easiest", Position, "the position that is easiest in a sore spell"),
        ("--settled", Settled, "whether the back was as usual the day after; also alone, later"),
        ("--where-after", Where, "where it hurt the day after, beside --settled"),
    )
    for option, enum, help_ in told:
        report.add_argument(option, type=_one_of(enum), metavar="WORD", help=f"{help_}: {', '.join(enum)}")
    report.add_argument(
        "--done", type=_amount, nargs="+", metavar="ID", help="all, or ids; ID=8 where 8 in each set were done"
    )
    report.add_argument(
        "--hurt",
        type=_hurting,
        nargs="+",
        default=(),
        metavar="ID=WORD",
        help=f"what hurt: {', '.join(Hurting)}; ID=elsewhere:CAUTION where a caution is about that place",
    )
    report.add_argument("--sore", action="store_true", help="it is a sore spell")
    report.add_argument("--ready", nargs="+", default=(), metavar="ID", help="ids of which a harder one is wanted")
    report.add_argument(
        "--paused",
        type=_day,
        metavar="DAY",
        help="an operation, broken bone, fall, birth, sign in pregnancy or illness; never which",
    )
    report.add_argument("--recovered", type=_day, metavar="DAY", help="an illness is over; never which")
    report.add_argument("--screened", type=_day, metavar="DAY", help="all questions were asked again, and no sign told")
    report.add_argument("--cleared", type=_day, metavar="DAY", help="a clinician saw the person and agreed to exercise")

    change = act("change", "Ask for something else from the next session on, such as a new caution.", _programme_change)
    change.add_argument("--minutes", type=_minutes, metavar="N", help="another length")
    change.add_argument(
        "--days", type=_one_of(Weekday), nargs="+", metavar="DAY", help="the days of the week from now on"
    )
    for option, metavar, what in (
        ("--cautions", "C", "all cautions that concern the person now"),
        ("--equipment", "E", "the only equipment at hand now"),
        ("--include", "ID", "all exercises that must be in now, by id or name; what was out comes back"),
        ("--exclude", "ID", "all exercises that must not be in now, by id or name"),
    ):
        change.add_argument(option, nargs="*", action=_Words, metavar=metavar, help=f"{what}; without a word: none")

    act("show", "Show every session so far, and why it was different.", _programme_show)
    export = act("export", "Write a sheet of the week to tick off, or a calendar.", _programme_export)
    export.add_argument(
        "-o",
        "--output",
        type=_path,
        required=True,
        metavar="FILE",
        help=".html, .md, .txt; .pdf with the extra pdf; a calendar: .ics with the extra ical",
    )
    export.add_argument("--at", type=_time, default=time(8), metavar="TIME", help="the time of day (default: 08:00)")
    act("forget", "Delete the file.", _programme_forget)


def _helped(parser: ArgumentParser) -> _Command:
    """What is done without a command: say which ones there are."""

    def run(_: Namespace) -> int:
        parser.print_help(sys.stderr)
        return 2

    return run


def _from(low: int, high: int | None = None) -> Callable[[str], int]:
    """A whole number; what came is not quoted, as it may be an answer."""
    expected = f"expected a whole number, {low} or more" if high is None else f"expected {low} to {high}"

    def read(text: str) -> int:
        if not (text.isascii() and text.isdecimal()) or int(text) < low or (high is not None and int(text) > high):
            raise ArgumentTypeError(expected)
        return int(text)

    return read


def _one_of(enum: type[StrEnum]) -> Callable[[str], StrEnum]:
    def read(text: str) -> StrEnum:
        if text not in list(enum):
            raise ArgumentTypeError(f"expected one of {', '.join(enum)}")
        return enum(text)

    return read


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("expected a day such as 2027-01-04") from None


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("expected a time such as 07:30") from None


def _amount(text: str) -> tuple[str, int | None]:
    """An id, and how many of it were done; None for as many as were asked."""
    id_, sign, number = text.partition("=")
    return id_, _from(0)(number) if sign else None


def _hurting(text: str) -> tuple[str, StrEnum, str]:
    id_, _, way = text.partition("=")
    word, _, caution = way.partition(":")
    return id_, _one_of(Hurting)(word), caution


def _add_brief(parser: ArgumentParser) -> None:
    """The options that say what a routine should be."""
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--minutes", type=_minutes, default=10, metavar="N", help="length (default: 10); 7.5 is 450 s")
    length.add_argument("--seconds", type=int, metavar="N", help="length, where minutes are too coarse")
    parser.add_argument(
        "--mix", default="mixed", metavar="M", help="mixed (default), mobility, strength, stretch, gentle or desk"
    )
    _add_filters(parser)
    _add_words(parser, "--focus", "R", "regions to prefer")
    parser.add_argument("--max-difficulty", type=int, default=2, metavar="N", help="1 to 5 (default: 2)")
    for option, what in {"--prefer": "please", "--include": "have to be in", "--exclude": "must not be in"}.items():
        help_ = f"exercises that {what}, by id or name"
        parser.add_argument(option, nargs="+", action="extend", default=[], metavar="ID", help=help_)
    parser.add_argument("--flare-up", action="store_true", help="a sore day: only what is safe for a flare-up")
    parser.add_argument("--limited-mobility", action="store_true", help="allow more time to get to and from the floor")
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="another number prefers other exercises of like worth"
    )


def _add_playing(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--detail", choices=["steps", "sets"], default="steps", help="every step (default), or a line for each set"
    )
    parser.add_argument("--speed", type=_speed, default=1, metavar="X", help="times as fast as the clock (default: 1)")


def _add_filters(parser: ArgumentParser) -> None:
    """The options that briefs and `list` share."""
    _add_words(parser, "--positions", "P", f"any of {', '.join(Position)}")
    parser.add_argument(
        "--equipment",
        nargs="*",
        action=_Words,
        metavar="E",
        help="the only equipment at hand; without a word: nothing but floor and wall",
    )
    _add_words(parser, "--cautions", "C", "cautions that concern the person")


def _add_drawing(parser: ArgumentParser) -> None:
    """Where a drawing goes, and how it looks."""
    parser.add_argument("-o", "--output", type=_path, metavar="FILE", help=".svg or .png; without it, SVG is printed")
    parser.add_argument("--theme", choices=["light", "dark", "print", "line"], default="light", help="default: light")
    parser.add_argument(
        "--look", choices=["fair", "tan", "deep", "grey"], default="fair", help="skin and hair (default: fair)"
    )
    parser.add_argument("--build", choices=["average", "broad"], default="average", help="default: average")
    parser.add_argument("--mirrored", action="store_true", help="show the other side")
    parser.add_argument("--animate", action="store_true", help="let it move (SVG only)")
    parser.add_argument("--solve", action="store_true", help="work out poses that have no numbers yet (slow)")


def _add_catalog(parser: ArgumentParser) -> None:
    parser.add_argument("--catalog", type=_path, metavar="PATH", help="a catalog of your own")


def _add_words(parser: ArgumentParser, option: str, metavar: str, what: str) -> None:
    parser.add_argument(option, nargs="+", action=_Words, default=(), metavar=metavar, help=what)


class _Words(Action):
    """Gathers words that follow an option, or the same option again, with spaces or commas between them."""

    def __call__(
        self,
        parser: ArgumentParser,  # noqa: ARG002  # as argparse has it
        namespace: Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,  # noqa: ARG002  # as argparse has it
    ) -> None:
        words = [word for value in values or () for word in value.split(",") if word]
        setattr(namespace, self.dest, [*(getattr(namespace, self.dest) or ()), *words])


def _path(text: str) -> Path:
    """A path; an empty one would be the folder that one happens to be in."""
    if not text:
        raise ArgumentTypeError("got an empty path, expected a file or a folder")
    return Path(text)


def _minutes(text: str) -> float:
    try:
        return int(text) if text.isdecimal() else float(text)
    except ValueError:
        raise ArgumentTypeError(f"got {text!r}, expected a number of minutes, such as 10 or 7.5") from None


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0
    if not 0 < speed < float("inf"):
        raise ArgumentTypeError(f"got {text!r}, expected a number above 0")
    return speed
